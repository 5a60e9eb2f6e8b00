import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { type BothLanguages, dictionaries, fill, type Language, type TextKey, type TextParameters } from './dictionary';

export type Translate = <Key extends TextKey>(key: Key, ...rest: TextParameters<Key>) => string;

interface I18n {
  language: Language;
  setLanguage: (language: Language) => void;
  t: Translate;
  /** Picks one language of a text the server sent in both. */
  pick: (text: BothLanguages) => string;
}

const storageKey = 'marquee.language';
const Context = createContext<I18n | null>(null);

function initialLanguage(): Language {
  const kept = localStorage.getItem(storageKey);
  if (kept === 'en' || kept === 'zh-CN') return kept;
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

export function I18nProvider({ children, initial }: { children: ReactNode; initial?: Language }) {
  const [language, setState] = useState<Language>(initial ?? initialLanguage);
  const setLanguage = useCallback((next: Language) => {
    localStorage.setItem(storageKey, next);
    setState(next);
  }, []);

  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);

  const value = useMemo<I18n>(
    () => ({
      language,
      setLanguage,
      t: (key, ...rest) => fill(dictionaries[language][key], rest[0] ?? {}, language),
      pick: (text) => text[language] || text.en,
    }),
    [language, setLanguage],
  );
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export function useI18n(): I18n {
  const value = useContext(Context);
  if (value === null) throw new Error('useI18n needs an I18nProvider above it.');
  return value;
}
