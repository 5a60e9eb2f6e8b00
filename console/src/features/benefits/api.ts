import { queryOptions } from '@tanstack/react-query';
import { answer, client } from '@/shared/api/client';
import type { components } from '@/shared/api/schema';

type Schemas = components['schemas'];
export type Limits = Schemas['KeepShopLimitsLimitView'];
export type NewLimits = Schemas['KeepShopLimitsBody'];

const keyed = (key: string) => ({ 'Idempotency-Key': key });
const all = (tenant: string) => ['benefits', tenant, 'shop-limits'] as const;

export const limitKeys = { all };

export const limitsQuery = (tenant: string) =>
  queryOptions({
    queryKey: all(tenant),
    queryFn: ({ signal }) =>
      answer(client.GET('/api/v1/t/{tenant}/shop-limits', { params: { path: { tenant } }, signal })),
  });

export const setLimits = (tenant: string, body: NewLimits, key: string) =>
  answer(client.PUT('/api/v1/t/{tenant}/shop-limits', { params: { path: { tenant }, header: keyed(key) }, body }));

export const removeLimits = (tenant: string, { scope, subject }: Limits, key: string) =>
  answer(
    client.DELETE('/api/v1/t/{tenant}/shop-limits', {
      params: {
        path: { tenant },
        query: subject === null ? { scope } : { scope, subject },
        header: keyed(key),
      },
    }),
  );
