import { useMemo } from 'react';
import { Badge } from '@/shared/badge/badge';
import { shortenId } from '@/shared/format/format';
import { useFormat } from '@/shared/format/use-format';
import type { Column } from '@/shared/table/columns';
import { outcomeMeaning } from '@/shared/why-panel/why-panel';
import type { SubmissionRow } from '../../api';
import { SubmissionState } from '../../components/submission-state';
import { useI18n } from '../../i18n';
import classes from './grid.module.css';

const gates = ['merchant', 'item', 'sku'] as const;

export function useSubmissionColumns(): Column<SubmissionRow>[] {
  const { t, pick } = useI18n();
  const format = useFormat();
  return useMemo<Column<SubmissionRow>[]>(
    () => [
      {
        id: 'item',
        label: t('campaigns.grid.item'),
        fixed: true,
        width: 304,
        cell: (row) => (
          <span className={classes.item}>
            <b>{row.item.title}</b>
            <code title={row.item.id}>{shortenId(row.item.id)}</code>
          </span>
        ),
      },
      { id: 'merchant', label: t('campaigns.grid.merchant'), width: 168, cell: (row) => row.merchant.name },
      { id: 'status', label: t('campaigns.grid.status'), width: 132, cell: (row) => <SubmissionState row={row} /> },
      {
        id: 'gates',
        label: t('campaigns.grid.gates'),
        width: 216,
        cell: (row) => (
          <span className={classes.gates}>
            {gates.map((gate) => (
              <span key={gate} title={`${t(`gate.${gate}`)}: ${t(`outcome.${row.gates[gate]}`)}`}>
                <Badge meaning={outcomeMeaning[row.gates[gate]]}>{t(`campaigns.grid.gate_short.${gate}`)}</Badge>
              </span>
            ))}
          </span>
        ),
      },
      {
        id: 'reason',
        label: t('campaigns.grid.reason'),
        cell: (row) => (
          <span className={classes.reason} title={row.reason ? pick(row.reason) : undefined}>
            {row.reason ? pick(row.reason) : ''}
            {row.reasons > 1 && (
              <span className={classes.more}>{t('campaigns.grid.more_reasons', { count: row.reasons - 1 })}</span>
            )}
          </span>
        ),
      },
      {
        id: 'price',
        label: t('campaigns.grid.price'),
        width: 112,
        align: 'right',
        cell: (row) => format.money(row.price),
      },
      {
        id: 'daily',
        label: t('campaigns.grid.daily'),
        width: 112,
        align: 'right',
        cell: (row) => (row.dailyPrice ? format.money(row.dailyPrice) : t('outcome.unknown')),
      },
      {
        id: 'stock',
        label: t('campaigns.grid.stock'),
        width: 80,
        align: 'right',
        cell: (row) => format.count(row.stock),
      },
      {
        id: 'skus',
        label: t('campaigns.grid.skus'),
        width: 72,
        align: 'right',
        hiddenAtFirst: true,
        cell: (row) => format.count(row.skus),
      },
      {
        id: 'approvals',
        label: t('campaigns.grid.approvals'),
        width: 96,
        align: 'right',
        cell: (row) => t('campaigns.grid.approvals_of', { given: row.approvals, needed: row.approvalsNeeded }),
      },
      {
        id: 'waiting',
        label: t('campaigns.grid.waiting'),
        width: 136,
        hiddenAtFirst: true,
        cell: (row) => (row.waitingSince ? format.ago(row.waitingSince) : ''),
      },
      {
        id: 'submitted',
        label: t('campaigns.grid.submitted'),
        width: 136,
        hiddenAtFirst: true,
        cell: (row) => format.instant(row.submittedAt),
      },
    ],
    [t, pick, format],
  );
}
