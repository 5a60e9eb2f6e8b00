import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router';
import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ComponentType } from 'react';
import { TenantProvider } from '@/shared/api/tenant';
import type { Language } from '@/shared/i18n/dictionary';
import { I18nProvider } from '@/shared/i18n/i18n';
import { theme } from '@/shared/theme/theme';
import { operator } from './server';
import { wordsOf } from './texts';

/** One screen at its address below `/t/demo/`, as the app would show it to an administrator. */
export function showScreen(path: string, Screen: ComponentType, at: string, language: Language = 'en') {
  const tenant = operator.tenants[0];
  if (tenant === undefined) throw new Error('The test session has a tenant.');
  const root = createRootRoute({ notFoundComponent: () => null });
  const route = createRoute({
    getParentRoute: () => root,
    path: `/t/$tenant/${path}`,
    component: () => (
      <TenantProvider tenant={tenant} roles={operator.roles}>
        <Screen />
      </TenantProvider>
    ),
  });
  const router = createRouter({
    routeTree: root.addChildren([route]),
    history: createMemoryHistory({ initialEntries: [`/t/demo/${at}`] }),
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch: (values) => {
      const text = new URLSearchParams(values as Record<string, string>).toString();
      return text === '' ? '' : `?${text}`;
    },
  });
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <MantineProvider theme={theme} env="test">
      <I18nProvider texts={wordsOf(language)}>
        <QueryClientProvider client={queries}>
          <Notifications />
          <RouterProvider router={router as never} />
        </QueryClientProvider>
      </I18nProvider>
    </MantineProvider>,
  );
  return { user: userEvent.setup(), router };
}
