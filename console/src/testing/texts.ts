import { chinese as signInInChinese } from '@/app/sign-in/texts/chinese';
import { english as signInInEnglish } from '@/app/sign-in/texts/english';
import { chinese as benefitsInChinese } from '@/features/benefits/texts/chinese';
import { english as benefitsInEnglish } from '@/features/benefits/texts/english';
import { chinese as campaignsInChinese } from '@/features/campaigns/texts/chinese';
import { english as campaignsInEnglish } from '@/features/campaigns/texts/english';
import { chinese as catalogInChinese } from '@/features/catalog/texts/chinese';
import { english as catalogInEnglish } from '@/features/catalog/texts/english';
import { chinese as kernelInChinese } from '@/features/kernel/texts/chinese';
import { english as kernelInEnglish } from '@/features/kernel/texts/english';
import { chinese as merchantInChinese } from '@/features/merchant/texts/chinese';
import { english as merchantInEnglish } from '@/features/merchant/texts/english';
import { chinese as riskInChinese } from '@/features/risk/texts/chinese';
import { english as riskInEnglish } from '@/features/risk/texts/english';
import type { Language } from '@/shared/i18n/dictionary';
import { TextStore } from '@/shared/i18n/text-store';
import { chinese as sharedInChinese } from '@/shared/i18n/texts/chinese';
import { english as sharedInEnglish } from '@/shared/i18n/texts/english';

// Everything the console says, for tests and stories alike: what ships fetches one language, part by part.
const english = {
  ...sharedInEnglish,
  ...signInInEnglish,
  ...benefitsInEnglish,
  ...campaignsInEnglish,
  ...catalogInEnglish,
  ...kernelInEnglish,
  ...merchantInEnglish,
  ...riskInEnglish,
};
const chinese: Record<keyof typeof english, string> = {
  ...sharedInChinese,
  ...signInInChinese,
  ...benefitsInChinese,
  ...campaignsInChinese,
  ...catalogInChinese,
  ...kernelInChinese,
  ...merchantInChinese,
  ...riskInChinese,
};

export type AllTexts = typeof english;

export const dictionaries: Record<Language, Record<keyof AllTexts, string>> = { en: english, 'zh-CN': chinese };

/** Words for a test that draws one screen without the routes that would fetch them. */
export const wordsOf = (language: Language) => new TextStore(language, dictionaries[language]);
