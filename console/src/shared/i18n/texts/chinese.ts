import type { english } from './english';
import { common } from './zh/common';
import { navigation } from './zh/navigation';
import { submissions } from './zh/submissions';

/** What the shell and shared components say, and words of several features, in Chinese; a key missing here does not compile. */
export const chinese: Record<keyof typeof english, string> = {
  ...common,
  ...navigation,
  ...submissions,
};
