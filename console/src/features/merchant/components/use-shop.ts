import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { sessionQuery } from '@/shared/api/session';
import { useTenant } from '@/shared/api/tenant';
import { type Right, shopNamesQuery } from '../api';

/** The shop of the address, what it is called, and what the person may do there. */
export function useShop() {
  const { slug, isAny } = useTenant();
  const { shop = '' } = useParams({ strict: false }) as { shop?: string };
  const session = useQuery(sessionQuery());
  const names = useQuery(shopNamesQuery(slug));
  const mine = session.data?.tenants.find((tenant) => tenant.slug === slug)?.shops ?? [];
  const here = mine.find((one) => one.shop === shop);
  const rights = new Set<Right>(here?.rights ?? []);
  return {
    tenant: slug,
    shop,
    name: names.data?.items.find(({ id }) => id === shop)?.name ?? shop,
    shops: mine.map((one) => ({ ...one, name: names.data?.items.find(({ id }) => id === one.shop)?.name ?? one.shop })),
    role: here?.role ?? null,
    /** Staff of the marketplace look on; what they may change the server decides. */
    may: (right: Right) => rights.has(right) || isAny('operator'),
  };
}
