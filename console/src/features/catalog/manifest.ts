import type { FeatureManifest } from '@/shared/manifest/manifest';
import { staffRoles } from '@/shared/manifest/roles';
import { texts } from './i18n';

export const catalog: FeatureManifest = {
  name: 'catalog',
  texts,
  navigation: [
    { path: 'trace', label: 'trace.nav', icon: 'trace', roles: staffRoles },
    { path: 'imports', label: 'catalog.nav.imports', icon: 'imports', roles: staffRoles },
  ],
  routes: [
    { path: 'imports', load: () => import('./routes/import-list/import-list') },
    { path: 'trace', load: () => import('./routes/item-trace/item-trace') },
  ],
};
