import { useMemo } from 'react';
import { Badge } from '@/shared/badge/badge';
import { useFormat } from '@/shared/format/use-format';
import type { Column } from '@/shared/table/columns';
import type { Letter } from '../../api';
import { useI18n } from '../../i18n';

export function LetterState({ row }: { row: Letter }) {
  const { t } = useI18n();
  return row.isWaiting ? (
    <Badge meaning="info">{t('operations.letter.state.waiting')}</Badge>
  ) : (
    <Badge meaning="bad">{t('operations.letter.state.dead')}</Badge>
  );
}

export function useLetterColumns(): Column<Letter>[] {
  const { t } = useI18n();
  const format = useFormat();
  return useMemo<Column<Letter>[]>(
    () => [
      { id: 'event', label: t('operations.letter.event'), width: 208, fixed: true, cell: (row) => row.event },
      { id: 'subscription', label: t('operations.letter.subscription'), width: 176, cell: (row) => row.subscription },
      { id: 'state', label: t('operations.letter.state'), width: 120, cell: (row) => <LetterState row={row} /> },
      { id: 'error', label: t('operations.letter.error'), cell: (row) => row.error },
      {
        id: 'attempts',
        label: t('operations.letter.attempts'),
        width: 80,
        align: 'right',
        cell: (row) => format.count(row.attempts),
      },
      { id: 'died', label: t('operations.letter.died'), width: 136, cell: (row) => format.instant(row.diedAt) },
    ],
    [t, format],
  );
}
