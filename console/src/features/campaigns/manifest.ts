import type { FeatureManifest } from '@/shared/manifest/manifest';
import { staffRoles } from '@/shared/manifest/roles';
import { texts } from './i18n';

export const campaigns: FeatureManifest = {
  name: 'campaigns',
  texts,
  navigation: [
    { path: 'seasons', label: 'campaigns.nav.seasons', icon: 'flow', roles: staffRoles },
    {
      path: 'inbox',
      label: 'campaigns.nav.inbox',
      icon: 'check',
      roles: ['operator', 'reviewer', 'approver', 'category_manager'],
    },
    { path: 'freezes', label: 'freeze.nav', icon: 'lock', roles: staffRoles },
    { path: 'plans', label: 'plan.nav', icon: 'warn', roles: staffRoles },
  ],
  routes: [
    { path: 'seasons', load: () => import('./routes/season-list/season-list') },
    { path: 'seasons/$season', load: () => import('./routes/season-board/season-board') },
    { path: 'seasons/$season/campaigns/$campaign/rule', load: () => import('./routes/campaign-rule/campaign-rule') },
    { path: 'inbox', load: () => import('./routes/inbox/inbox') },
    { path: 'freezes', load: () => import('./routes/freeze-list/freeze-list') },
    { path: 'plans', load: () => import('./routes/plan-list/plan-list') },
    { path: 'seasons/$season/prepare', load: () => import('./routes/season-prepare/season-prepare') },
    { path: 'seasons/$season/rule', load: () => import('./routes/season-rule/season-rule') },
    { path: 'rounds/$round/rule', load: () => import('./routes/round-rule/round-rule') },
    { path: 'rounds/$round/war-room', load: () => import('./routes/war-room/war-room') },
    { path: 'rounds/$round/settings', load: () => import('./routes/round-edit/round-edit') },
    { path: 'seasons/$season/campaigns/$campaign/new-round', load: () => import('./routes/round-create/round-create') },
    { path: 'rounds/$round/submissions', load: () => import('./routes/submission-list/submission-list') },
  ],
};
