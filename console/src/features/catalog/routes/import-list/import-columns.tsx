import { useMemo } from 'react';
import { useFormat } from '@/shared/format/use-format';
import type { Column } from '@/shared/table/columns';
import type { ImportView } from '../../api';
import { useI18n } from '../../i18n';
import { ImportProgress, ImportState } from './import-progress';
import { useKindLabel } from './use-kind-label';

export function useImportColumns(): Column<ImportView>[] {
  const { t } = useI18n();
  const format = useFormat();
  const labelOf = useKindLabel();
  return useMemo<Column<ImportView>[]>(
    () => [
      { id: 'name', label: t('catalog.import.file'), fixed: true, cell: (row) => row.name },
      { id: 'kind', label: t('catalog.import.kind'), width: 96, cell: (row) => labelOf(row.kind) },
      { id: 'status', label: t('catalog.import.status'), width: 120, cell: (row) => <ImportState row={row} /> },
      { id: 'progress', label: t('catalog.import.progress'), width: 312, cell: (row) => <ImportProgress row={row} /> },
      {
        id: 'created',
        label: t('catalog.import.created'),
        width: 88,
        align: 'right',
        cell: (row) => format.count(row.rows.created),
      },
      {
        id: 'updated',
        label: t('catalog.import.updated'),
        width: 88,
        align: 'right',
        cell: (row) => format.count(row.rows.updated),
      },
      {
        id: 'unchanged',
        label: t('catalog.import.unchanged'),
        width: 96,
        align: 'right',
        cell: (row) => format.count(row.rows.unchanged),
      },
      {
        id: 'refused',
        label: t('catalog.import.refused'),
        width: 88,
        align: 'right',
        cell: (row) => (row.rows.refused > 0 ? <b>{format.count(row.rows.refused)}</b> : format.count(0)),
      },
      { id: 'started', label: t('catalog.import.started'), width: 136, cell: (row) => format.instant(row.createdAt) },
      { id: 'by', label: t('catalog.import.by'), width: 120, hiddenAtFirst: true, cell: (row) => row.by },
      {
        id: 'size',
        label: t('catalog.import.size'),
        width: 96,
        align: 'right',
        hiddenAtFirst: true,
        cell: (row) => format.bytes(row.bytes),
      },
    ],
    [t, format, labelOf],
  );
}
