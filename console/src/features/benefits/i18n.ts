import { i18nWith } from '@/shared/i18n/i18n';
import type { TextPart } from '@/shared/i18n/text-store';
import type { english } from './texts/english';

/** The texts of this feature, fetched with its screens. */
export const texts: TextPart<typeof english> = {
  en: async () => (await import('./texts/english')).english,
  'zh-CN': async () => (await import('./texts/chinese')).chinese,
};

export const useI18n = i18nWith<typeof english>();
