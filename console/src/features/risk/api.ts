import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answer, client } from '@/shared/api/client';
import type { components } from '@/shared/api/schema';

type Schemas = components['schemas'];
export type Takedown = Schemas['TakedownView'];
export type TakedownDetail = Schemas['ReadTakedownsDetailView'];
export type Followed = Schemas['ReadTakedownsFollowedView'];
export type Acknowledgement = Schemas['ReadTakedownsAckView'];
export type NewTakedown = Schemas['TakeDownBody'];
export type TakedownKind = Takedown['kind'];

/** The kinds in the order in which people look for them. */
export const kinds: readonly TakedownKind[] = ['item', 'merchant', 'price', 'benefit', 'campaign'];

/** What the journal can be narrowed by: exactly the query of the list. */
export interface TakedownFilter {
  state?: string;
  kind?: string;
  subject?: string;
}

const all = (tenant: string) => ['risk', tenant] as const;

export const riskKeys = { all };

const watchMs = 1_000;

export const takedownsQuery = (tenant: string, filter: TakedownFilter, cursor?: string) =>
  queryOptions({
    queryKey: [...all(tenant), 'takedowns', filter, cursor ?? ''],
    queryFn: ({ signal }) =>
      answer(
        client.GET('/api/v1/t/{tenant}/takedowns', {
          params: { path: { tenant }, query: { ...filter, cursor, limit: 50 } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

const isFollowed = (change: Followed | null) => change === null || change.slowestMs !== null;

/** Read again and again only while a surface has not said that it follows. */
export const takedownQuery = (tenant: string, id: string) =>
  queryOptions({
    queryKey: [...all(tenant), 'takedown', id],
    queryFn: ({ signal }) =>
      answer(client.GET('/api/v1/t/{tenant}/takedowns/{id}', { params: { path: { tenant, id } }, signal })),
    refetchInterval: ({ state: { data } }) =>
      data && isFollowed(data.down) && isFollowed(data.back) ? false : watchMs,
  });

export const takeDown = (tenant: string, body: NewTakedown, key: string) =>
  answer(
    client.POST('/api/v1/t/{tenant}/takedowns', {
      params: { path: { tenant }, header: { 'Idempotency-Key': key } },
      body,
    }),
  );

export const putBack = (tenant: string, id: string, reason: string, key: string) =>
  answer(
    client.POST('/api/v1/t/{tenant}/takedowns/{id}/return', {
      params: { path: { tenant, id }, header: { 'Idempotency-Key': key } },
      body: { reason },
    }),
  );
