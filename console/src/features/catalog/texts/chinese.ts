import type { english } from './english';
import { catalog } from './zh/catalog';
import { trace } from './zh/trace';

/** The texts of this feature in Chinese; a key missing here does not compile. */
export const chinese: Record<keyof typeof english, string> = {
  ...catalog,
  ...trace,
};
