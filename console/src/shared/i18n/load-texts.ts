import type { Language, Texts } from './dictionary';

const storageKey = 'marquee.language';

/** The language the reader chose here, else the browser's. */
export function readersLanguage(): Language {
  const kept = localStorage.getItem(storageKey);
  if (kept === 'en' || kept === 'zh-CN') return kept;
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

export const keepLanguage = (language: Language) => localStorage.setItem(storageKey, language);

/** Each language is a file of its own, fetched when somebody reads it. */
export async function loadTexts(language: Language): Promise<Texts> {
  const dictionary =
    language === 'en' ? (await import('./en/english')).english : (await import('./zh/chinese')).chinese;
  return { language, dictionary };
}
