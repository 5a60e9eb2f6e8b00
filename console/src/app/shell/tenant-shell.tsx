import { AppShell, Burger } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Outlet, useLocation, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { sessionQuery } from '@/shared/api/session';
import { TenantProvider } from '@/shared/api/tenant';
import { useI18n } from '@/shared/i18n/i18n';
import { FailureState } from '@/shared/states/states';
import { Bell } from './bell';
import { Go } from './go';
import { lastTenant } from './last-tenant';
import { NotFoundPage } from './not-found-page';
import classes from './shell.module.css';
import { Sidebar } from './sidebar';

// Seldom there: the first page does not wait for its code.
const FreezeBanner = lazy(async () => ({ default: (await import('./freeze-banner')).FreezeBanner }));

/** Everything behind the sign-in: navigation at the left, one page at the right. */
export function TenantShell() {
  const { t } = useI18n();
  const session = useQuery(sessionQuery());
  const { tenant: slug } = useParams({ strict: false }) as { tenant?: string };
  const location = useLocation();
  const [navigationOpen, navigation] = useDisclosure(false);
  const { close } = navigation;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new address closes the small screen's menu
  useEffect(close, [location.pathname]);

  const tenant = session.data?.tenants.find((candidate) => candidate.slug === slug);
  useEffect(() => {
    if (tenant) lastTenant.keep(tenant.slug);
  }, [tenant]);

  if (session.isError) return <FailureState error={session.error} onRetry={() => void session.refetch()} />;
  if (session.data === null) return <Go to="/sign-in" search={{ from: location.href }} />;
  if (session.data !== undefined && tenant === undefined) return <NotFoundPage />;

  return (
    <AppShell
      layout="alt"
      navbar={{ width: 232, breakpoint: 'sm', collapsed: { mobile: !navigationOpen } }}
      header={{ height: { base: 48, sm: 0 } }}
    >
      <a href="#content" className={classes.skip}>
        {t('app.skip_to_content')}
      </a>
      <AppShell.Header hiddenFrom="sm" className={classes.topBar}>
        <Burger size="sm" opened={navigationOpen} onClick={navigation.toggle} aria-label={t('app.open_navigation')} />
        <b>{t('app.name')}</b>
        {tenant && <Bell tenant={tenant.slug} />}
      </AppShell.Header>
      <AppShell.Navbar className={classes.navbar} aria-label={t('app.navigation')}>
        <Burger hiddenFrom="sm" size="sm" opened onClick={navigation.close} aria-label={t('app.close')} m={8} />
        {session.data && tenant && <Sidebar session={session.data} tenant={tenant} />}
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} className={classes.main}>
        {session.data && tenant && (
          <TenantProvider key={tenant.slug} tenant={tenant} roles={session.data.roles}>
            <Suspense fallback={null}>
              <FreezeBanner />
            </Suspense>
            <Outlet />
          </TenantProvider>
        )}
      </AppShell.Main>
    </AppShell>
  );
}
