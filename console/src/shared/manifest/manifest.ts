import type { ComponentType } from 'react';
import type { TextKey } from '@/shared/i18n/dictionary';
import type { TextPart } from '@/shared/i18n/text-store';
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
  /** Said by the shell, so it stands in `shared/i18n/texts`. */
  label: TextKey;
  icon: IconName;
  /** Who sees the entry; the server decides who may do what. Nothing named: everybody. */
  roles?: string[];
}

/** What a feature tells the app about itself: delete the folder and its line, and the console still builds. */
export interface FeatureManifest {
  name: string;
  /** What its screens say, fetched with the first of them in the reader's language. */
  texts: TextPart;
  navigation: NavigationEntry[];
  routes: FeatureRoute[];
}
