import type { Dictionary, Language } from './dictionary';
import { english } from './en/english';
import { chinese } from './zh/chinese';

/** Both languages at once, for the checks: what ships fetches one, and the size budget notices otherwise. */
export const dictionaries: Record<Language, Dictionary> = { en: english, 'zh-CN': chinese };
