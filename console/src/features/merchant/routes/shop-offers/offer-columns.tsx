import { useMemo } from 'react';
import { useFormat } from '@/shared/format/use-format';
import type { Column } from '@/shared/table/columns';
import { useI18n } from '../../i18n';
import type { Offer, OfferCost, OfferLimits } from '../../offers';
import { OfferState } from './offer-state';

/** What it is, when, how it stands, what it was used for; the cost only for who may see money. */
export function useOfferColumns(limits: OfferLimits | undefined, costOf?: (id: string) => OfferCost | undefined) {
  const { t, pick } = useI18n();
  const format = useFormat();
  return useMemo<Column<Offer>[]>(
    () => [
      { id: 'title', label: t('merchant.offers.name'), fixed: true, cell: (row) => row.title },
      {
        id: 'kind',
        label: t('merchant.offers.kind'),
        width: 140,
        cell: (row) => {
          const kind = limits?.kinds.find((one) => one.kind === row.kind);
          return kind ? pick(kind.label) : row.kind;
        },
      },
      {
        id: 'reads',
        label: t('merchant.offers.reads'),
        width: 320,
        cell: (row) => <span title={pick(row.reads)}>{pick(row.reads)}</span>,
      },
      { id: 'state', label: t('merchant.offers.state'), width: 112, cell: (row) => <OfferState offer={row} /> },
      { id: 'from', label: t('merchant.offers.from'), width: 128, cell: (row) => format.instant(row.from) },
      { id: 'to', label: t('merchant.offers.to'), width: 128, cell: (row) => format.instant(row.to) },
      {
        id: 'used',
        label: t('merchant.offers.use'),
        width: 120,
        align: 'right',
        cell: (row) =>
          row.claimed === null
            ? format.count(costOf?.(row.id)?.orders ?? 0)
            : `${format.count(row.used ?? 0)} / ${format.count(row.claimed)}`,
      },
      ...(costOf
        ? [
            {
              id: 'cost',
              label: t('merchant.offers.cost'),
              width: 112,
              align: 'right' as const,
              cell: (row: Offer) => {
                const cost = costOf(row.id);
                return cost ? format.money(cost.cost) : '—';
              },
            },
          ]
        : []),
    ],
    [t, pick, format, limits, costOf],
  );
}
