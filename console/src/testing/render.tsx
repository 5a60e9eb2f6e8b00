import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { TenantProvider } from '@/shared/api/tenant';
import type { Language } from '@/shared/i18n/dictionary';
import { I18nProvider } from '@/shared/i18n/i18n';
import { theme } from '@/shared/theme/theme';
import { operator } from './server';
import { wordsOf } from './texts';

interface Options {
  language?: Language;
  /** Path and search below the console. */
  at?: string;
}

/** One component in the surroundings the app gives it: a language, a tenant, an address, a query client. */
export function show(content: ReactNode, { language = 'en', at = '/' }: Options = {}) {
  const tenant = operator.tenants[0];
  if (tenant === undefined) throw new Error('The test session has a tenant.');
  const root = createRootRoute({
    component: () => (
      <TenantProvider tenant={tenant} roles={operator.roles}>
        {content}
      </TenantProvider>
    ),
    notFoundComponent: () => null,
  });
  const router = createRouter({
    routeTree: root,
    history: createMemoryHistory({ initialEntries: [at] }),
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  });
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <MantineProvider theme={theme} env="test">
      <I18nProvider texts={wordsOf(language)}>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router as never} />
        </QueryClientProvider>
      </I18nProvider>
    </MantineProvider>,
  );
  return { user: userEvent.setup(), router, queries };
}
