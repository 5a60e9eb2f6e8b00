import type { Session, SessionTenant } from '@/shared/api/session';
import type { NavigationEntry } from '@/shared/manifest/manifest';
import { manifests } from '../manifests';

/** The entries a person sees, in order; the first is where the console opens for them. */
export function entriesFor(session: Session, tenant: SessionTenant): NavigationEntry[] {
  const mine = new Set<string>([...session.roles, ...tenant.roles]);
  return manifests
    .flatMap(({ navigation }) => navigation)
    .filter(({ roles }) => !roles || mine.has('administrator') || roles.some((role) => mine.has(role)));
}
