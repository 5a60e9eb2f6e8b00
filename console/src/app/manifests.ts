import { benefits } from '@/features/benefits/manifest';
import { campaigns } from '@/features/campaigns/manifest';
import { catalog } from '@/features/catalog/manifest';
import { kernel } from '@/features/kernel/manifest';
import { merchant } from '@/features/merchant/manifest';
import { risk } from '@/features/risk/manifest';
import type { FeatureManifest } from '@/shared/manifest/manifest';

/** The order of the navigation. A feature is its folder and its line here. */
export const manifests: FeatureManifest[] = [campaigns, benefits, catalog, risk, merchant, kernel];
