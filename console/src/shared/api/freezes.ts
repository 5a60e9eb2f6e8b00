import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';
import type { components } from './schema';

type Schemas = components['schemas'];
export type Freeze = Schemas['KeepFreezesView'];
export type FreezePass = Schemas['KeepFreezesPassView'];
export type NewFreeze = Schemas['KeepFreezesBody'];
export type ChangeArea = Schemas['ChangeArea'];
export type PassWish = Schemas['PassFreezeBody'];

/** In the order of the form; the names are the server's. */
export const changeAreas: ChangeArea[] = ['rules', 'rounds', 'benefits', 'offers', 'placements', 'venues', 'pools'];

const all = (tenant: string) => ['freezes', tenant] as const;
const keyHeader = (key: string) => ({ 'Idempotency-Key': key });

export const freezeKeys = { all };

const watchMs = 30_000;

/** Those in force first. Read again now and then: a freeze begins and ends without anybody clicking. */
export const freezesQuery = (tenant: string) =>
  queryOptions({
    queryKey: all(tenant),
    queryFn: ({ signal }) => answer(client.GET('/api/v1/t/{tenant}/freezes', { params: { path: { tenant } }, signal })),
    refetchInterval: watchMs,
    retry: false,
  });

export const makeFreeze = (tenant: string, body: NewFreeze, key: string) =>
  answer(client.POST('/api/v1/t/{tenant}/freezes', { params: { path: { tenant }, header: keyHeader(key) }, body }));

export const endFreeze = (tenant: string, freeze: string, key: string) =>
  answer(
    client.POST('/api/v1/t/{tenant}/freezes/{freeze}/end', {
      params: { path: { tenant, freeze }, header: keyHeader(key) },
    }),
  );

export const askPass = (tenant: string, freeze: string, body: PassWish, key: string) =>
  answer(
    client.POST('/api/v1/t/{tenant}/freezes/{freeze}/passes', {
      params: { path: { tenant, freeze }, header: keyHeader(key) },
      body,
    }),
  );

export const givePass = (tenant: string, freeze: string, pass: string, key: string) =>
  answer(
    client.POST('/api/v1/t/{tenant}/freezes/{freeze}/passes/{pass}/approval', {
      params: { path: { tenant, freeze, pass }, header: keyHeader(key) },
    }),
  );
