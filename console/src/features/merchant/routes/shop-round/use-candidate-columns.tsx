import { useMemo } from 'react';
import { useTenant } from '@/shared/api/tenant';
import { Badge } from '@/shared/badge/badge';
import { useFormat } from '@/shared/format/use-format';
import type { Column } from '@/shared/table/columns';
import { outcomeMeaning } from '@/shared/why-panel/why-panel';
import type { Candidate } from '../../api';
import classes from '../../components/shop.module.css';
import { useI18n } from '../../i18n';
import { useChangeText } from './use-change-text';

export function useCandidateColumns(): Column<Candidate>[] {
  const { t, pick } = useI18n();
  const format = useFormat();
  const { currency } = useTenant();
  const changeText = useChangeText();
  return useMemo<Column<Candidate>[]>(
    () => [
      {
        id: 'item',
        label: t('merchant.round.item'),
        fixed: true,
        cell: (row) => (
          <span title={`${row.item.id} ${row.item.title}`}>
            {row.item.title} <code className={classes.muted}>{row.item.id}</code>
          </span>
        ),
      },
      {
        id: 'verdict',
        label: t('merchant.round.verdict'),
        width: 112,
        cell: (row) => <Badge meaning={outcomeMeaning[row.outcome]}>{t(`outcome.${row.outcome}`)}</Badge>,
      },
      {
        id: 'reason',
        label: t('merchant.round.reason'),
        width: 400,
        cell: (row) =>
          row.changes.length > 0 ? (
            <span className={classes.change}>{row.changes.map(changeText).join(' · ')}</span>
          ) : (
            <span className={classes.reason}>{row.reasons[0] ? pick(row.reasons[0].reason) : ''}</span>
          ),
      },
      {
        id: 'price',
        label: t('merchant.round.price'),
        width: 112,
        align: 'right',
        cell: (row) => {
          const prices = row.skus.flatMap((sku) => (sku.priceMinor === null ? [] : [sku.priceMinor]));
          return prices.length === 0
            ? t('merchant.round.unknown_number')
            : format.money({ minor: Math.min(...prices), currency });
        },
      },
      {
        id: 'pieces',
        label: t('merchant.round.pieces'),
        width: 88,
        align: 'right',
        cell: (row) =>
          row.estimate.pieces === null ? t('merchant.round.unknown_number') : format.count(row.estimate.pieces),
      },
      {
        id: 'revenue',
        label: t('merchant.round.revenue'),
        width: 128,
        align: 'right',
        cell: (row) =>
          row.estimate.revenueMinor === null
            ? t('merchant.round.unknown_number')
            : format.money({ minor: row.estimate.revenueMinor, currency }),
      },
      {
        id: 'status',
        label: t('merchant.round.status'),
        width: 112,
        cell: (row) =>
          row.status === null ? t('merchant.round.not_submitted') : t(`campaigns.submission.${row.status}`),
      },
    ],
    [t, pick, format, currency, changeText],
  );
}
