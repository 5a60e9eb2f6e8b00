import type { FeatureManifest } from '@/shared/manifest/manifest';
import { staffRoles } from '@/shared/manifest/roles';
import { texts } from './i18n';

export const benefits: FeatureManifest = {
  name: 'benefits',
  texts,
  navigation: [{ path: 'shop-limits', label: 'benefits.nav.limits', icon: 'rule', roles: staffRoles }],
  routes: [{ path: 'shop-limits', load: () => import('./routes/shop-limits/shop-limits') }],
};
