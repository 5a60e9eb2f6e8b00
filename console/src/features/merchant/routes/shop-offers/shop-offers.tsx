import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { Icon } from '@/shared/icons/icons';
import type { Spec } from '@/shared/schema-form/field-schema';
import { EmptyState, FailureState } from '@/shared/states/states';
import { DataTable } from '@/shared/table/data-table';
import { Pager } from '@/shared/table/pager';
import { usePaging } from '@/shared/table/use-paging';
import classes from '../../components/shop.module.css';
import { ShopPage } from '../../components/shop-page';
import { useShop } from '../../components/use-shop';
import { useI18n } from '../../i18n';
import { type Offer, type OfferKind, offerCostsQuery, offerLimitsQuery, offersQuery } from '../../offers';
import { LimitFacts } from './limit-facts';
import { useOfferColumns } from './offer-columns';
import { OfferForm } from './offer-form';
import { OfferPanel } from './offer-panel';

export function screen() {
  return <ShopOffers />;
}

/** What does the shop run on its own, what was it used for, and what did it cost? */
function ShopOffers() {
  const { t, pick } = useI18n();
  const { tenant, shop, may } = useShop();
  const paging = usePaging();
  const [open, setOpen] = useState<string | null>(null);
  const [form, setForm] = useState<{ kind: OfferKind; was?: Offer } | null>(null);
  const limits = useQuery(offerLimitsQuery(tenant, shop));
  const offers = useQuery(offersQuery(tenant, shop, paging.cursor));
  const rows = offers.data?.items;
  const costs = useQuery(offerCostsQuery(tenant, shop, rows?.map(({ id }) => id) ?? [], may('money')));
  const costOf = useCallback((id: string) => costs.data?.find(({ offer }) => offer === id), [costs.data]);
  const columns = useOfferColumns(limits.data, may('money') ? costOf : undefined);
  const closed = limits.data?.closed ?? null;
  const actions = may('submit')
    ? limits.data?.kinds
        .filter(({ isOpen }) => isOpen && closed === null)
        .map(({ kind, label }) => (
          <Button
            key={kind}
            variant={kind === 'coupon' ? 'filled' : 'default'}
            leftSection={<Icon name="plus" />}
            onClick={() => setForm({ kind })}
          >
            {pick(label)}
          </Button>
        ))
    : undefined;
  const ofShop = (limits.data?.limits ?? undefined) as Spec | undefined;
  const current = rows?.find(({ id }) => id === open);
  return (
    <ShopPage tab="offers" title={t('merchant.offers.title')} actions={actions}>
      {closed !== null && (
        <p className={classes.warn} role="status">
          {t(`merchant.offers.closed.${closed as 'no_limits'}`)}
        </p>
      )}
      {limits.isError && <FailureState error={limits.error} onRetry={() => void limits.refetch()} />}
      {ofShop !== undefined && <LimitFacts fields={limits.data?.limitFields ?? []} limits={ofShop} />}
      <DataTable<Offer>
        label={t('merchant.tab.offers')}
        columns={columns}
        minWidth={1080}
        footer={rows && <Pager paging={paging} next={offers.data?.next} shown={rows.length} />}
        rows={rows}
        rowId={(row) => row.id}
        rowName={(row) => row.title}
        currentId={open ?? undefined}
        onOpen={(row) => setOpen(row.id)}
        failure={
          offers.isError ? <FailureState error={offers.error} onRetry={() => void offers.refetch()} /> : undefined
        }
        empty={
          <EmptyState icon="orders" title={t('merchant.offers.empty_title')} text={t('merchant.offers.empty_text')} />
        }
      />
      <OfferPanel
        offer={current}
        cost={current && costOf(current.id)}
        onClose={() => setOpen(null)}
        onChange={(was) => setForm({ kind: was.kind, was })}
      />
      {form !== null && limits.data && (
        <OfferForm
          kind={form.kind}
          was={form.was}
          fields={limits.data.kinds.find(({ kind }) => kind === form.kind)?.fields ?? []}
          onClose={() => setForm(null)}
          onDone={({ id }) => {
            setForm(null);
            setOpen(id);
          }}
        />
      )}
    </ShopPage>
  );
}
