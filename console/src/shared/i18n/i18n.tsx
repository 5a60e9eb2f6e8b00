import { createContext, type ReactNode, useCallback, useContext, useLayoutEffect, useMemo, useState } from 'react';
import { type BothLanguages, fill, type Language, type TextKey, type TextParameters, type Texts } from './dictionary';
import { keepLanguage, loadTexts } from './load-texts';

export type Translate = <Key extends TextKey>(key: Key, ...rest: TextParameters<Key>) => string;

interface I18n {
  language: Language;
  /** Fetches the language, then shows and keeps it; the one before stays when that fails. */
  setLanguage: (language: Language) => Promise<void>;
  t: Translate;
  /** Picks one language of a text the server sent in both. */
  pick: (text: BothLanguages) => string;
}

const Context = createContext<I18n | null>(null);

/** Shows nothing without its words: the texts are there before the first render, and a change waits for its own. */
export function I18nProvider({ children, initial }: { children: ReactNode; initial: Texts }) {
  const [{ language, dictionary }, setTexts] = useState(initial);
  const setLanguage = useCallback(async (next: Language) => {
    const texts = await loadTexts(next);
    keepLanguage(next);
    setTexts(texts);
  }, []);

  // Before the browser paints: a screen reader must not begin in the other language.
  useLayoutEffect(() => {
    document.documentElement.lang = language;
  }, [language]);

  const value = useMemo<I18n>(
    () => ({
      language,
      setLanguage,
      t: (key, ...rest) => fill(dictionary[key], rest[0] ?? {}, language),
      pick: (text) => text[language] || text.en,
    }),
    [language, dictionary, setLanguage],
  );
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export function useI18n(): I18n {
  const value = useContext(Context);
  if (value === null) throw new Error('useI18n needs an I18nProvider above it.');
  return value;
}
