import type { FeatureManifest } from '@/shared/manifest/manifest';

export const campaigns: FeatureManifest = {
  name: 'campaigns',
  navigation: [],
  routes: [],
};
