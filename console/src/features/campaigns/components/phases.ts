import type { Phase } from '../api';

/** The phases in the order of the model. */
export const phases: readonly Phase[] = [
  'plan',
  'enroll',
  'review',
  'schedule',
  'confirm',
  'warm_up',
  'live',
  'settle',
];
