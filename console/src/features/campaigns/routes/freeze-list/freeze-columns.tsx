import { useMemo } from 'react';
import type { Freeze } from '@/shared/api/freezes';
import { useTenant } from '@/shared/api/tenant';
import { Badge } from '@/shared/badge/badge';
import { useFormat } from '@/shared/format/use-format';
import type { Column } from '@/shared/table/columns';
import { useI18n } from '../../i18n';

export function FreezeState({ row }: { row: Freeze }) {
  const { t } = useI18n();
  const { now } = useTenant();
  if (row.inForce) return <Badge meaning="warn">{t('freeze.state.standing')}</Badge>;
  if (row.endedAt !== null) return <Badge meaning="neutral">{t('freeze.state.ended')}</Badge>;
  return new Date(row.from) > now() ? (
    <Badge meaning="info">{t('freeze.state.coming')}</Badge>
  ) : (
    <Badge meaning="neutral">{t('freeze.state.over')}</Badge>
  );
}

export const isOver = (row: Freeze, now: Date) => row.endedAt !== null || new Date(row.to) <= now;

export function useFreezeColumns(): Column<Freeze>[] {
  const { t } = useI18n();
  const format = useFormat();
  return useMemo<Column<Freeze>[]>(
    () => [
      { id: 'name', label: t('freeze.name'), width: 208, fixed: true, cell: (row) => row.name },
      { id: 'state', label: t('freeze.state'), width: 136, cell: (row) => <FreezeState row={row} /> },
      { id: 'where', label: t('freeze.where'), width: 176, cell: (row) => row.nodeName ?? t('freeze.market') },
      {
        id: 'areas',
        label: t('freeze.areas'),
        cell: (row) => row.areas.map((area) => t(`freeze.area.${area}`)).join(t('freeze.comma')),
      },
      { id: 'from', label: t('freeze.from'), width: 136, cell: (row) => format.instant(row.from) },
      { id: 'to', label: t('freeze.to'), width: 136, cell: (row) => format.instant(row.to) },
      {
        id: 'waiting',
        label: t('freeze.waiting'),
        width: 80,
        align: 'right',
        cell: (row) => format.count(row.passes.filter(({ givenBy }) => givenBy === null).length),
      },
    ],
    [t, format],
  );
}
