import type { FeatureManifest } from '@/shared/manifest/manifest';

export const kernel: FeatureManifest = {
  name: 'kernel',
  navigation: [
    {
      path: 'dead-letters',
      label: 'operations.nav.letters',
      icon: 'warn',
      roles: ['administrator', 'developer', 'operator', 'auditor'],
    },
  ],
  routes: [{ path: 'dead-letters', load: () => import('./routes/dead-letter-list/dead-letter-list') }],
};
