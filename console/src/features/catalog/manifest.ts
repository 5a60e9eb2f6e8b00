import type { FeatureManifest } from '@/shared/manifest/manifest';

export const catalog: FeatureManifest = {
  name: 'catalog',
  navigation: [
    { path: 'trace', label: 'trace.nav', icon: 'trace' },
    { path: 'imports', label: 'catalog.nav.imports', icon: 'imports' },
  ],
  routes: [
    { path: 'imports', load: () => import('./routes/import-list/import-list') },
    { path: 'trace', load: () => import('./routes/item-trace/item-trace') },
  ],
};
