import type { FeatureManifest } from '@/shared/manifest/manifest';
import { texts } from './i18n';

export const kernel: FeatureManifest = {
  name: 'kernel',
  texts,
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
    {
      path: 'audit',
      label: 'operations.nav.audit',
      icon: 'search',
      roles: ['administrator', 'auditor', 'operator', 'risk', 'finance'],
    },
  ],
  routes: [
    { path: 'dead-letters', load: () => import('./routes/dead-letter-list/dead-letter-list') },
    { path: 'notifications', load: () => import('./routes/notification-list/notification-list') },
    { path: 'notifications/settings', load: () => import('./routes/notification-settings/notification-settings') },
    { path: 'webhooks', load: () => import('./routes/webhook-list/webhook-list') },
    { path: 'audit', load: () => import('./routes/audit-list/audit-list') },
  ],
};
