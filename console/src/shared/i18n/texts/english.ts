import { common } from './en/common';
import { navigation } from './en/navigation';
import { submissions } from './en/submissions';

/** What the shell and shared components say, and words of several features, in English. */
export const english = {
  ...common,
  ...navigation,
  ...submissions,
};
