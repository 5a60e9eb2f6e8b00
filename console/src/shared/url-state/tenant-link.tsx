import { Link, useNavigate } from '@tanstack/react-router';
import { type ComponentProps, type ReactNode, useCallback } from 'react';
import { useTenant } from '@/shared/api/tenant';
import type { UrlValues } from './url-state';

interface Props extends Omit<ComponentProps<'a'>, 'href'> {
  /** Below `/t/{tenant}/`. */
  path: string;
  search?: UrlValues;
  children: ReactNode;
}

/** A link inside the current tenant. */
export function TenantLink({ path, search, children, ...rest }: Props) {
  const { slug } = useTenant();
  return (
    <Link to={`/t/${slug}/${path}`} search={(search ?? {}) as never} {...(rest as object)}>
      {children}
    </Link>
  );
}

/** Goes to a page of the current tenant. */
export function useTenantNavigate() {
  const { slug } = useTenant();
  const navigate = useNavigate();
  return useCallback(
    (path: string, search?: UrlValues) => void navigate({ to: `/t/${slug}/${path}`, search: (search ?? {}) as never }),
    [navigate, slug],
  );
}
