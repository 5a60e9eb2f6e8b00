import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import type { TextPart, TextStore } from '@/shared/i18n/text-store';
import { manifests } from './manifests';
import { CrashPage } from './shell/crash-page';
import { Landing } from './shell/landing';
import { NotFoundPage } from './shell/not-found-page';
import { TenantShell } from './shell/tenant-shell';
import { TenantStart } from './shell/tenant-start';
import { texts as signInTexts } from './sign-in/i18n';

/** The addresses of the console: the manifests' screens under their tenant. */
export function makeRouter(words: TextStore, options?: { history?: Parameters<typeof createRouter>[0]['history'] }) {
  // What a screen says comes beside its code: it is not drawn before both are there.
  const saying =
    <Screen,>(texts: TextPart, load: () => Promise<Screen>) =>
    async () =>
      (await Promise.all([load(), words.add(texts)]))[0];
  const root = createRootRoute({ notFoundComponent: NotFoundPage, errorComponent: CrashPage });
  const landing = createRoute({ getParentRoute: () => root, path: '/', component: Landing });
  const signIn = createRoute({
    getParentRoute: () => root,
    path: '/sign-in',
    // Whoever is signed in already need not fetch the form.
    component: lazyRouteComponent(
      saying(signInTexts, () => import('./sign-in/sign-in-page')),
      'SignInPage',
    ),
  });
  const invitation = createRoute({
    getParentRoute: () => root,
    path: '/invitation',
    component: lazyRouteComponent(
      saying(signInTexts, () => import('./invitation/invitation-page')),
      'InvitationPage',
    ),
  });
  const tenant = createRoute({
    getParentRoute: () => root,
    path: '/t/$tenant',
    component: TenantShell,
    notFoundComponent: NotFoundPage,
  });
  const start = createRoute({
    getParentRoute: () => tenant,
    path: '/',
    component: TenantStart,
  });
  const screens = manifests.flatMap((manifest) =>
    manifest.routes.map((screen) =>
      createRoute({
        getParentRoute: () => tenant,
        path: screen.path,
        component: lazyRouteComponent(saying(manifest.texts, screen.load), 'screen'),
      }),
    ),
  );

  return createRouter({
    routeTree: root.addChildren([landing, signIn, invitation, tenant.addChildren([start, ...screens])]),
    basepath: '/console',
    history: options?.history,
    scrollRestoration: true,
    defaultPreload: 'intent',
    // Addresses are made to be read and sent: every value is plain text, never JSON.
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch: (values) => {
      const text = new URLSearchParams(
        Object.entries(values).flatMap(([key, value]) =>
          value === undefined || value === null ? [] : [[key, String(value)]],
        ),
      ).toString();
      return text === '' ? '' : `?${text}`;
    },
  });
}
