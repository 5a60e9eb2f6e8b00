import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answer, client } from '@/shared/api/client';
import type { components } from '@/shared/api/schema';

export type Webhook = components['schemas']['WebhooksView'];
export type WebhookBody = components['schemas']['WebhooksBody'];
export type Sent = components['schemas']['WebhookDeliveriesView'];

const all = (tenant: string) => ['webhooks', tenant] as const;

export const webhookKeys = { all };

const watchMs = 3_000;

export const webhooksQuery = (tenant: string) =>
  queryOptions({
    queryKey: [...all(tenant), 'list'],
    queryFn: ({ signal }) =>
      answer(client.GET('/api/v1/t/{tenant}/webhooks', { params: { path: { tenant } }, signal })),
  });

export const eventNamesQuery = (tenant: string) =>
  queryOptions({
    queryKey: [...all(tenant), 'events'],
    queryFn: ({ signal }) =>
      answer(client.GET('/api/v1/t/{tenant}/webhooks/events', { params: { path: { tenant } }, signal })),
    staleTime: 300_000,
  });

/** What was sent, newest first. Read again and again only while something waits. */
export const sentQuery = (tenant: string, id: string, cursor?: string) =>
  queryOptions({
    queryKey: [...all(tenant), 'sent', id, cursor ?? ''],
    queryFn: ({ signal }) =>
      answer(
        client.GET('/api/v1/t/{tenant}/webhooks/{id}/deliveries', {
          params: { path: { tenant, id }, query: { cursor, limit: 25 } },
          signal,
        }),
      ),
    refetchInterval: ({ state }) => (state.data?.items.some((one) => one.state === 'waiting') ? watchMs : false),
    placeholderData: keepPreviousData,
  });

const at = (tenant: string, id: string, key: string) => ({
  params: { path: { tenant, id }, header: { 'Idempotency-Key': key } },
});

export const createWebhook = (tenant: string, body: WebhookBody, key: string) =>
  answer(
    client.POST('/api/v1/t/{tenant}/webhooks', {
      params: { path: { tenant }, header: { 'Idempotency-Key': key } },
      body,
    }),
  );

export const changeWebhook = (tenant: string, id: string, body: WebhookBody, key: string) =>
  answer(client.PUT('/api/v1/t/{tenant}/webhooks/{id}', { ...at(tenant, id, key), body }));

export const removeWebhook = (tenant: string, id: string, key: string) =>
  answer(client.DELETE('/api/v1/t/{tenant}/webhooks/{id}', at(tenant, id, key)));

export const pauseWebhook = (tenant: string, id: string, key: string) =>
  answer(client.POST('/api/v1/t/{tenant}/webhooks/{id}/pause', at(tenant, id, key)));

export const resumeWebhook = (tenant: string, id: string, key: string) =>
  answer(client.POST('/api/v1/t/{tenant}/webhooks/{id}/resumption', at(tenant, id, key)));

export const pingWebhook = (tenant: string, id: string, key: string) =>
  answer(client.POST('/api/v1/t/{tenant}/webhooks/{id}/ping', at(tenant, id, key)));

export const replayDead = (tenant: string, id: string, key: string) =>
  answer(client.POST('/api/v1/t/{tenant}/webhooks/{id}/replays', at(tenant, id, key)));

export const replayOne = (tenant: string, id: string, delivery: string, key: string) =>
  answer(
    client.POST('/api/v1/t/{tenant}/webhooks/{id}/deliveries/{delivery}/replay', {
      params: { path: { tenant, id, delivery }, header: { 'Idempotency-Key': key } },
    }),
  );
