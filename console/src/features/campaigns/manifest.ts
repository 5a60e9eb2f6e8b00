import type { FeatureManifest } from '@/shared/manifest/manifest';
import { staffRoles } from '@/shared/manifest/roles';

export const campaigns: FeatureManifest = {
  name: 'campaigns',
  navigation: [{ path: 'seasons', label: 'campaigns.nav.seasons', icon: 'flow', roles: staffRoles }],
  routes: [
    { path: 'seasons', load: () => import('./routes/season-list/season-list') },
    { path: 'seasons/$season', load: () => import('./routes/season-board/season-board') },
    { path: 'seasons/$season/campaigns/$campaign/rule', load: () => import('./routes/campaign-rule/campaign-rule') },
    { path: 'seasons/$season/campaigns/$campaign/new-round', load: () => import('./routes/round-create/round-create') },
    { path: 'rounds/$round/submissions', load: () => import('./routes/submission-list/submission-list') },
  ],
};
