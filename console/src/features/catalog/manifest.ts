import type { FeatureManifest } from '@/shared/manifest/manifest';

export const catalog: FeatureManifest = {
  name: 'catalog',
  navigation: [{ path: 'imports', label: 'catalog.nav.imports', icon: 'imports' }],
  routes: [{ path: 'imports', load: () => import('./routes/import-list/import-list') }],
};
