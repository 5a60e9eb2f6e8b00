import { operations } from './en/operations';
import { telling } from './en/telling';

/** The texts of this feature in English; their keys and parameters are the type of both languages. */
export const english = {
  ...operations,
  ...telling,
};
