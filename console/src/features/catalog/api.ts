import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answer, client } from '@/shared/api/client';
import type { components } from '@/shared/api/schema';

export type ImportView = components['schemas']['ImportView'];

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
