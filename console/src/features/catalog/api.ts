import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answer, client } from '@/shared/api/client';
import type { components } from '@/shared/api/schema';

type Schemas = components['schemas'];
export type ImportView = Schemas['ImportView'];
export type ItemView = Schemas['ItemView'];
export type SubmissionRow = Schemas['SubmissionRow'];
export type SubmissionView = Schemas['ShowSubmissionView'];
export type CampaignItem = Schemas['ReadItemsView'];
export type ItemPrices = Schemas['ExplainPricesView'];
export type ItemPlacements = Schemas['ExplainPlacementsView'];
export type Takedown = Schemas['TakedownView'];

const all = (tenant: string) => ['catalog', tenant] as const;

export const catalogKeys = { all };

const watchMs = 1_500;

const isMoving = ({ status }: ImportView) => status === 'queued' || status === 'running' || status === 'cancelling';

/** Newest first. Read again and again only while something moves. */
export const importsQuery = (tenant: string, cursor?: string) =>
  queryOptions({
    queryKey: [...all(tenant), 'imports', cursor ?? ''],
    queryFn: ({ signal }) =>
      answer(
        client.GET('/api/v1/t/{tenant}/imports', {
          params: { path: { tenant }, query: { cursor, limit: 50 } },
          signal,
        }),
      ),
    refetchInterval: ({ state }) => (state.data?.items.some(isMoving) ? watchMs : false),
    placeholderData: keepPreviousData,
  });

export const importKindsQuery = (tenant: string) =>
  queryOptions({
    queryKey: [...all(tenant), 'import-kinds'],
    queryFn: ({ signal }) =>
      answer(client.GET('/api/v1/t/{tenant}/import-kinds', { params: { path: { tenant } }, signal })),
    staleTime: 300_000,
  });

export const importErrorsQuery = (tenant: string, id: string, cursor?: string) =>
  queryOptions({
    queryKey: [...all(tenant), 'import-errors', id, cursor ?? ''],
    queryFn: ({ signal }) =>
      answer(
        client.GET('/api/v1/t/{tenant}/imports/{id}/errors', {
          params: { path: { tenant, id }, query: { cursor, limit: 20 } },
          signal,
        }),
      ),
  });

export const itemsQuery = (tenant: string, q: string) =>
  queryOptions({
    queryKey: [...all(tenant), 'items', q],
    queryFn: ({ signal }) =>
      answer(
        client.GET('/api/v1/t/{tenant}/catalog/items', {
          params: { path: { tenant }, query: { q, limit: 20 } },
          signal,
        }),
      ),
    enabled: q !== '',
  });

export interface Trace {
  item: ItemView;
  submissions: SubmissionRow[];
  campaignItems: CampaignItem[];
  prices: ItemPrices;
  placements: ItemPlacements;
  takedowns: Takedown[];
}

/** Every module's own answer to "why?", side by side: no module knows the others' answers. */
export const traceQuery = (tenant: string, id: string) =>
  queryOptions({
    queryKey: [...all(tenant), 'trace', id],
    queryFn: async ({ signal }): Promise<Trace> => {
      const params = { path: { tenant, id } };
      const [item, submissions, campaignItems, prices, placements] = await Promise.all([
        answer(client.GET('/api/v1/t/{tenant}/catalog/items/{id}', { params, signal })),
        answer(
          client.GET('/api/v1/t/{tenant}/submissions', {
            params: { path: { tenant }, query: { q: id, limit: 200 } },
            signal,
          }),
        ),
        answer(client.GET('/api/v1/t/{tenant}/items/{id}/campaign-items', { params, signal })),
        answer(client.GET('/api/v1/t/{tenant}/items/{id}/prices', { params, signal })),
        answer(client.GET('/api/v1/t/{tenant}/items/{id}/placements', { params, signal })),
      ]);
      const mine = submissions.items.filter((row) => row.item.id === id);
      const subjects = [
        { kind: 'item', subject: id },
        { kind: 'merchant', subject: item.merchant.id },
        ...item.skus.slice(0, 20).map((sku) => ({ kind: 'price', subject: sku.id })),
      ];
      const down = await Promise.all(
        subjects.map((query) =>
          answer(
            client.GET('/api/v1/t/{tenant}/takedowns', {
              params: { path: { tenant }, query: { ...query, limit: 5 } },
              signal,
            }),
          ),
        ),
      );
      const takedowns = down.flatMap(({ items }) => items);
      return { item, submissions: mine, campaignItems, prices, placements, takedowns };
    },
  });

export const submissionQuery = (tenant: string, id: string) =>
  queryOptions({
    queryKey: [...all(tenant), 'submission', id],
    queryFn: ({ signal }) =>
      answer(client.GET('/api/v1/t/{tenant}/submissions/{id}', { params: { path: { tenant, id } }, signal })),
    enabled: id !== '',
  });

export const roundQuery = (tenant: string, id: string) =>
  queryOptions({
    queryKey: [...all(tenant), 'round', id],
    queryFn: ({ signal }) =>
      answer(client.GET('/api/v1/t/{tenant}/rounds/{round}', { params: { path: { tenant, round: id } }, signal })),
    enabled: id !== '',
    staleTime: 60_000,
  });

export const errorFileAddress = (tenant: string, id: string) =>
  `/api/v1/t/${encodeURIComponent(tenant)}/imports/${encodeURIComponent(id)}/errors.csv`;

/** The file goes as it is, streamed by the browser; the same file under the same key is taken once. */
export const startImport = (tenant: string, upload: { kind: string; file: File }, key: string) =>
  answer(
    client.POST('/api/v1/t/{tenant}/imports', {
      params: {
        path: { tenant },
        header: { 'Idempotency-Key': key },
        query: { kind: upload.kind, format: formatOf(upload.file.name), name: upload.file.name },
      },
      headers: { 'Content-Type': 'application/octet-stream' },
      // The document cannot describe a streamed body; the host takes it as it comes.
      body: upload.file as never,
      bodySerializer: (body: unknown) => body as BodyInit,
    }),
  );

export const cancelImport = (tenant: string, id: string, key: string) =>
  answer(
    client.POST('/api/v1/t/{tenant}/imports/{id}/cancellation', {
      params: { path: { tenant, id }, header: { 'Idempotency-Key': key } },
    }),
  );

function formatOf(name: string): string {
  return /\.(ndjson|jsonl)$/i.test(name) ? 'ndjson' : 'csv';
}
