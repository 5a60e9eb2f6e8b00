import { catalog } from './en/catalog';
import { trace } from './en/trace';

/** The texts of this feature in English; their keys and parameters are the type of both languages. */
export const english = {
  ...catalog,
  ...trace,
};
