import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Problem } from '@/shared/api/problem';
import { I18nProvider } from '@/shared/i18n/i18n';
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

export function Providers({ queries, children }: { queries: QueryClient; children: ReactNode }) {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <I18nProvider>
        <QueryClientProvider client={queries}>
          <Notifications position="bottom-right" autoClose={6000} transitionDuration={120} />
          {children}
        </QueryClientProvider>
      </I18nProvider>
    </MantineProvider>
  );
}
