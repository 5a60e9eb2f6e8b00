import { useQuery } from '@tanstack/react-query';
import { sessionQuery } from '@/shared/api/session';
import { useI18n } from '@/shared/i18n/i18n';
import { FailureState } from '@/shared/states/states';
import { Go } from './go';
import { lastTenant } from './last-tenant';

/** Where `/console/` leads: the tenant last worked in, else the first, else the sign-in page. */
export function Landing() {
  const session = useQuery(sessionQuery());
  const { t } = useI18n();
  if (session.isPending) return null;
  if (session.isError) return <FailureState error={session.error} onRetry={() => void session.refetch()} />;
  if (session.data === null) return <Go to="/sign-in" />;
  const tenants = session.data.tenants;
  const target = tenants.find(({ slug }) => slug === lastTenant.read()) ?? tenants[0];
  if (target === undefined) return <p style={{ padding: 24 }}>{t('app.tenant.none')}</p>;
  return <Go to={`/t/${target.slug}/`} />;
}
