import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answer, client } from '@/shared/api/client';
import type { components } from '@/shared/api/schema';

export type Told = components['schemas']['NotificationInboxView'];
export type Preferences = components['schemas']['NotificationPreferencesView'];
export type PreferenceBody = components['schemas']['NotificationPreferencesBody'];

const all = (tenant: string) => ['telling', tenant] as const;

export const tellingKeys = { all };

// A bell is glanced at: half a minute is soon enough, and a hidden page asks nothing.
const bellMs = 30_000;

export const unreadQuery = (tenant: string) =>
  queryOptions({
    queryKey: [...all(tenant), 'unread'],
    queryFn: ({ signal }) =>
      answer(client.GET('/api/v1/t/{tenant}/notifications/unread', { params: { path: { tenant } }, signal })),
    refetchInterval: bellMs,
  });

export const toldQuery = (tenant: string, unread: boolean, cursor?: string) =>
  queryOptions({
    queryKey: [...all(tenant), 'list', unread, cursor ?? ''],
    queryFn: ({ signal }) =>
      answer(
        client.GET('/api/v1/t/{tenant}/notifications', {
          params: { path: { tenant }, query: { unread, cursor, limit: 25 } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

/** Marks these as read; without any, all that there are. */
export const markRead = (tenant: string, notifications: string[] | null, key: string) =>
  answer(
    client.POST('/api/v1/t/{tenant}/notifications/read', {
      params: { path: { tenant }, header: { 'Idempotency-Key': key } },
      body: notifications === null ? { all: true } : { notifications, all: false },
    }),
  );

export const preferencesQuery = (tenant: string) =>
  queryOptions({
    queryKey: [...all(tenant), 'preferences'],
    queryFn: ({ signal }) =>
      answer(client.GET('/api/v1/t/{tenant}/notifications/preferences', { params: { path: { tenant } }, signal })),
  });

export const savePreferences = (tenant: string, body: PreferenceBody, key: string) =>
  answer(
    client.PUT('/api/v1/t/{tenant}/notifications/preferences', {
      params: { path: { tenant }, header: { 'Idempotency-Key': key } },
      body,
    }),
  );
