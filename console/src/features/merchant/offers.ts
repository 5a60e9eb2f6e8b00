import { queryOptions } from '@tanstack/react-query';
import { answer, client } from '@/shared/api/client';
import type { components } from '@/shared/api/schema';
import { merchantKeys } from './api';

type Schemas = components['schemas'];
export type Offer = Schemas['ShopOfferView'];
export type OfferKind = Schemas['ShopOfferKind'];
export type OfferLimits = Schemas['ReadShopOffersLimitsView'];
export type OfferCost = Schemas['ShopOfferCostsCostView'];
export type NewOffer = Schemas['MakeShopOfferBody'];

const keyed = (key: string) => ({ 'Idempotency-Key': key });
const all = (tenant: string, shop: string) => [...merchantKeys.all(tenant, shop), 'offers'] as const;

export const offerKeys = { all };

export const offersQuery = (tenant: string, shop: string, cursor?: string) =>
  queryOptions({
    queryKey: [...all(tenant, shop), 'list', cursor],
    queryFn: ({ signal }) =>
      answer(
        client.GET('/api/v1/t/{tenant}/shops/{shop}/offers', {
          params: { path: { tenant, shop }, query: { cursor, limit: 50 } },
          signal,
        }),
      ),
    refetchInterval: 30_000,
  });

export const offerLimitsQuery = (tenant: string, shop: string) =>
  queryOptions({
    queryKey: [...all(tenant, shop), 'limits'],
    queryFn: ({ signal }) =>
      answer(
        client.GET('/api/v1/t/{tenant}/shops/{shop}/offer-limits', { params: { path: { tenant, shop } }, signal }),
      ),
  });

/** What the offers of a page cost; who may not see money is not asked for it. */
export const offerCostsQuery = (tenant: string, shop: string, ids: readonly string[], may: boolean) =>
  queryOptions({
    queryKey: [...all(tenant, shop), 'costs', ...ids],
    enabled: may && ids.length > 0,
    queryFn: ({ signal }) =>
      answer(
        client.GET('/api/v1/t/{tenant}/shops/{shop}/offer-costs', {
          params: { path: { tenant, shop }, query: { ids: ids.join(',') } },
          signal,
        }),
      ),
  });

/** What it would say, and what keeps it from being saved; saves nothing. */
export const offerPreviewQuery = (tenant: string, shop: string, body: NewOffer, instead?: string) =>
  queryOptions({
    queryKey: [...all(tenant, shop), 'preview', body, instead],
    queryFn: ({ signal }) =>
      answer(
        client.POST('/api/v1/t/{tenant}/shops/{shop}/offers/preview', {
          params: {
            path: { tenant, shop },
            query: instead === undefined ? {} : { instead },
            header: keyed(crypto.randomUUID()),
          },
          body,
          signal,
        }),
      ),
    staleTime: 5_000,
  });

export const makeOffer = (tenant: string, shop: string, body: NewOffer, key: string) =>
  answer(
    client.POST('/api/v1/t/{tenant}/shops/{shop}/offers', {
      params: { path: { tenant, shop }, header: keyed(key) },
      body,
    }),
  );

export const changeOffer = (tenant: string, shop: string, was: Offer, { from, to, spec }: NewOffer, key: string) =>
  answer(
    client.PUT('/api/v1/t/{tenant}/shops/{shop}/offers/{id}', {
      params: { path: { tenant, shop, id: was.id }, header: keyed(key) },
      body: { revision: was.revision, from, to, spec },
    }),
  );

export const endOffer = (tenant: string, shop: string, id: string, key: string) =>
  answer(
    client.POST('/api/v1/t/{tenant}/shops/{shop}/offers/{id}/end', {
      params: { path: { tenant, shop, id }, header: keyed(key) },
      body: {},
    }),
  );
