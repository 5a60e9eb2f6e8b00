import type { FeatureManifest } from '@/shared/manifest/manifest';
import { staffRoles } from '@/shared/manifest/roles';
import { texts } from './i18n';

export const risk: FeatureManifest = {
  name: 'risk',
  texts,
  navigation: [{ path: 'takedowns', label: 'risk.nav.takedowns', icon: 'stop', roles: staffRoles }],
  routes: [{ path: 'takedowns', load: () => import('./routes/takedown-list/takedown-list') }],
};
