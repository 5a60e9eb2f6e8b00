import type { FeatureManifest } from '@/shared/manifest/manifest';

export const risk: FeatureManifest = {
  name: 'risk',
  navigation: [{ path: 'takedowns', label: 'risk.nav.takedowns', icon: 'stop' }],
  routes: [{ path: 'takedowns', load: () => import('./routes/takedown-list/takedown-list') }],
};
