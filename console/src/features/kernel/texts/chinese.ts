import type { english } from './english';
import { operations } from './zh/operations';
import { telling } from './zh/telling';

/** The texts of this feature in Chinese; a key missing here does not compile. */
export const chinese: Record<keyof typeof english, string> = {
  ...operations,
  ...telling,
};
