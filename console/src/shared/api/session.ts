import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';
import { Problem } from './problem';
import type { components } from './schema';

export type Session = components['schemas']['SignInSessionView'];
export type SessionTenant = components['schemas']['SignInTenantView'];

/** Who is signed in; null when nobody is, which is an ordinary answer and not a failure. */
export const sessionQuery = () =>
  queryOptions({
    queryKey: ['session'],
    queryFn: async ({ signal }): Promise<Session | null> => {
      try {
        return await answer(client.GET('/api/v1/session', { signal }));
      } catch (error) {
        if (error instanceof Problem && error.status === 401) return null;
        throw error;
      }
    },
    staleTime: 60_000,
    retry: 1,
  });

export const signIn = (body: { name: string; password: string }): Promise<Session> =>
  answer(client.POST('/api/v1/session', { body }));

export const signOut = (): Promise<unknown> => answer(client.DELETE('/api/v1/session'));

export const acceptInvitation = (
  body: { token: string; name: string; password: string },
  key: string,
): Promise<unknown> =>
  answer(client.POST('/api/v1/invitations/acceptance', { params: { header: { 'Idempotency-Key': key } }, body }));

/** Where people may sign in beside here; a failure shows no button, and passwords go on working. */
export const signInProvidersQuery = () =>
  queryOptions({
    queryKey: ['sign-in-providers'],
    queryFn: ({ signal }) => answer(client.GET('/api/v1/sign-in', { signal })),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const beginSignIn = (provider: string, body: { from?: string; invitation?: string }) =>
  answer(client.POST('/api/v1/sign-in/{provider}', { params: { path: { provider } }, body }));
