import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense } from 'react';
import { Problem } from '@/shared/api/problem';
import { I18nProvider } from '@/shared/i18n/i18n';
import type { TextStore } from '@/shared/i18n/text-store';
import { cssVariables, theme } from '@/shared/theme/theme';

export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        // A refusal does not become an answer by asking again; only silence and the platform's own faults do.
        retry: (count, error) =>
          count < 2 && (!(error instanceof Problem) || error.status === 0 || error.status >= 500),
      },
    },
  });
}

// What is told before it has arrived waits in the store; nothing is told before something was done.
const Notifications = lazy(async () => ({ default: (await import('@mantine/notifications')).Notifications }));

interface Props {
  queries: QueryClient;
  texts: TextStore;
  children: ReactNode;
}

export function Providers({ queries, texts, children }: Props) {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <I18nProvider texts={texts}>
        <QueryClientProvider client={queries}>
          <Suspense fallback={null}>
            <Notifications position="bottom-right" autoClose={6000} transitionDuration={120} />
          </Suspense>
          {children}
        </QueryClientProvider>
      </I18nProvider>
    </MantineProvider>
  );
}
