import { createContext, type ReactNode, useContext, useMemo } from 'react';
import type { SessionTenant } from './session';

interface TenantContext {
  /** The name in addresses. */
  slug: string;
  name: string;
  kind: SessionTenant['kind'];
  currency: string;
  /** IANA zone that decides days and windows. */
  zone: string;
  /** The tenant's clock: a rehearsal tenant lives in another time than the browser. */
  now: () => Date;
  /** Whether the person has one of the roles here; an administrator has all. */
  isAny: (...roles: string[]) => boolean;
}

const Context = createContext<TenantContext | null>(null);

export function TenantProvider({
  tenant,
  roles,
  children,
}: {
  tenant: SessionTenant;
  roles: string[];
  children: ReactNode;
}) {
  const value = useMemo<TenantContext>(() => {
    const offsetMs = new Date(tenant.now).getTime() - Date.now();
    const mine = new Set([...roles, ...tenant.roles]);
    return {
      slug: tenant.slug,
      name: tenant.name,
      kind: tenant.kind,
      currency: tenant.currency,
      zone: tenant.zone,
      now: () => new Date(Date.now() + offsetMs),
      isAny: (...wanted) => mine.has('administrator') || wanted.some((role) => mine.has(role)),
    };
  }, [tenant, roles]);
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export function useTenant(): TenantContext {
  const value = useContext(Context);
  if (value === null) throw new Error('useTenant needs a TenantProvider above it.');
  return value;
}
