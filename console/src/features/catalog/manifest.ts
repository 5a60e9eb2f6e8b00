import type { FeatureManifest } from '@/shared/manifest/manifest';

export const catalog: FeatureManifest = {
  name: 'catalog',
  navigation: [],
  routes: [],
};
