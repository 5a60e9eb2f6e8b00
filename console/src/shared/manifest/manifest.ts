import type { ComponentType } from 'react';
import type { TextKey } from '@/shared/i18n/dictionary';
import type { IconName } from '@/shared/icons/icons';

/** A screen: where it lives under the tenant, and how its chunk is fetched. */
export interface FeatureRoute {
  /** Below `/t/$tenant/`, e.g. `seasons/$season`. */
  path: string;
  load: () => Promise<{ screen: ComponentType }>;
}

export interface NavigationEntry {
  /** Below `/t/$tenant/`. */
  path: string;
  label: TextKey;
  icon: IconName;
  /** Who sees the entry; the server decides who may do what. Nothing named: everybody. */
  roles?: string[];
}

/** What a feature tells the app about itself: delete the folder and its line, and the console still builds. */
export interface FeatureManifest {
  name: string;
  navigation: NavigationEntry[];
  routes: FeatureRoute[];
}
