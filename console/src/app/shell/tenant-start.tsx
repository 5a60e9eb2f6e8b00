import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { sessionQuery } from '@/shared/api/session';
import { entriesFor } from './entries';
import { Go } from './go';

/** Where a tenant opens: an operator at the seasons, a merchant at the workbench. */
export function TenantStart() {
  const session = useQuery(sessionQuery());
  const { tenant: slug } = useParams({ strict: false }) as { tenant: string };
  const tenant = session.data?.tenants.find((candidate) => candidate.slug === slug);
  const first = session.data && tenant ? entriesFor(session.data, tenant)[0] : undefined;
  return first ? <Go to={`/t/${slug}/${first.path}`} /> : null;
}
