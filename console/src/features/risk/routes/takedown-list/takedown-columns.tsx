import { useMemo } from 'react';
import { useFormat } from '@/shared/format/use-format';
import type { Column } from '@/shared/table/columns';
import type { Takedown } from '../../api';
import { useI18n } from '../../i18n';
import { TakedownState } from './takedown-state';

export function useTakedownColumns(): Column<Takedown>[] {
  const { t } = useI18n();
  const format = useFormat();
  return useMemo<Column<Takedown>[]>(
    () => [
      { id: 'title', label: t('risk.takedown.what'), fixed: true, cell: (row) => row.title },
      { id: 'kind', label: t('risk.takedown.kind'), width: 96, cell: (row) => t(`risk.kind.${row.kind}`) },
      { id: 'state', label: t('risk.takedown.state'), width: 112, cell: (row) => <TakedownState row={row} /> },
      { id: 'reason', label: t('risk.takedown.reason'), width: 280, cell: (row) => row.reason ?? row.told ?? '—' },
      { id: 'since', label: t('risk.takedown.since'), width: 136, cell: (row) => format.instant(row.takenAt) },
      { id: 'by', label: t('risk.takedown.by'), width: 128, cell: (row) => row.takenBy ?? '—' },
      {
        id: 'back',
        label: t('risk.takedown.back_at'),
        width: 136,
        cell: (row) => (row.returnedAt ? format.instant(row.returnedAt) : row.until ? format.instant(row.until) : '—'),
      },
      {
        id: 'subject',
        label: t('risk.takedown.subject'),
        width: 240,
        hiddenAtFirst: true,
        cell: (row) => <code>{row.subject}</code>,
      },
    ],
    [t, format],
  );
}
