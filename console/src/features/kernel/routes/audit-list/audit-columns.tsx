import { useMemo } from 'react';
import { useFormat } from '@/shared/format/use-format';
import type { Column } from '@/shared/table/columns';
import type { AuditRow } from '../../api';
import { useI18n } from '../../i18n';

export function useAuditColumns(): Column<AuditRow>[] {
  const { t } = useI18n();
  const format = useFormat();
  return useMemo<Column<AuditRow>[]>(
    () => [
      {
        id: 'at',
        label: t('operations.audit.at'),
        width: 264,
        fixed: true,
        cell: (row) => format.instantFully(row.at),
      },
      { id: 'actor', label: t('operations.audit.actor'), width: 144, cell: (row) => row.actor },
      { id: 'action', label: t('operations.audit.action'), width: 240, cell: (row) => row.action },
      { id: 'subject', label: t('operations.audit.subject'), cell: (row) => row.subject },
      { id: 'shop', label: t('operations.audit.shop'), width: 112, cell: (row) => row.shop },
    ],
    [t, format],
  );
}
