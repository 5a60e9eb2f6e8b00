import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answer, client } from '@/shared/api/client';
import type { components } from '@/shared/api/schema';

export type Letter = components['schemas']['DeadLettersView'];

export interface LetterName {
  subscription: string;
  eventId: string;
}

const all = (tenant: string) => ['kernel', tenant] as const;

export const operationKeys = { all };

export const idOf = ({ subscription, eventId }: LetterName) => `${subscription}/${eventId}`;

const watchMs = 1_500;

/** Those that died last first. Read again and again only while one waits to be tried. */
export const lettersQuery = (tenant: string, cursor?: string) =>
  queryOptions({
    queryKey: [...all(tenant), 'dead-letters', cursor ?? ''],
    queryFn: ({ signal }) =>
      answer(
        client.GET('/api/v1/t/{tenant}/dead-letters', {
          params: { path: { tenant }, query: { cursor, limit: 50 } },
          signal,
        }),
      ),
    refetchInterval: ({ state }) => (state.data?.items.some(({ isWaiting }) => isWaiting) ? watchMs : false),
    placeholderData: keepPreviousData,
  });

export const letterQuery = (tenant: string, { subscription, eventId }: LetterName) =>
  queryOptions({
    queryKey: [...all(tenant), 'dead-letter', subscription, eventId],
    queryFn: ({ signal }) =>
      answer(
        client.GET('/api/v1/t/{tenant}/dead-letters/{subscription}/{eventId}', {
          params: { path: { tenant, subscription, eventId } },
          signal,
        }),
      ),
  });

export const replayLetters = (tenant: string, letters: LetterName[], key: string) =>
  answer(
    client.POST('/api/v1/t/{tenant}/dead-letters/replays', {
      params: { path: { tenant }, header: { 'Idempotency-Key': key } },
      body: { letters },
    }),
  );

export const discardLetters = (tenant: string, letters: LetterName[], reason: string, key: string) =>
  answer(
    client.POST('/api/v1/t/{tenant}/dead-letters/discards', {
      params: { path: { tenant }, header: { 'Idempotency-Key': key } },
      body: { letters, reason },
    }),
  );

export type AuditRow = components['schemas']['AuditTrailView'];

/** What the audit can be narrowed by: exactly the query of the list. */
export interface AuditFilter {
  actor?: string;
  action?: string;
  subject?: string;
  from?: string;
  until?: string;
}

/** Newest first. */
export const auditQuery = (tenant: string, filter: AuditFilter, cursor?: string) =>
  queryOptions({
    queryKey: [...all(tenant), 'audit', filter, cursor ?? ''],
    queryFn: ({ signal }) =>
      answer(
        client.GET('/api/v1/t/{tenant}/audit', {
          params: { path: { tenant }, query: { ...filter, cursor, limit: 50 } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
