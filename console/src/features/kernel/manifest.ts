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
    {
      path: 'webhooks',
      label: 'webhook.nav',
      icon: 'flow',
      roles: ['administrator', 'developer', 'operator', 'auditor'],
    },
  ],
  routes: [
    { path: 'dead-letters', load: () => import('./routes/dead-letter-list/dead-letter-list') },
    { path: 'notifications', load: () => import('./routes/notification-list/notification-list') },
    { path: 'notifications/settings', load: () => import('./routes/notification-settings/notification-settings') },
    { path: 'webhooks', load: () => import('./routes/webhook-list/webhook-list') },
  ],
};
