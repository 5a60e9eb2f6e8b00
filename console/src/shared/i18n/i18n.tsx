import { createContext, type ReactNode, useContext, useLayoutEffect, useMemo, useSyncExternalStore } from 'react';
import {
  type BothLanguages,
  fill,
  type Language,
  type SharedTexts,
  type TextParameters,
  type Texts,
} from './dictionary';
import type { TextStore } from './text-store';

export type Translate<Known extends Texts = SharedTexts> = <Key extends keyof Known & string>(
  key: Key,
  ...rest: TextParameters<Known[Key]>
) => string;

interface I18n<Own extends Texts> {
  language: Language;
  /** Fetches the language, then shows and keeps it; the one before stays when that fails. */
  setLanguage: (language: Language) => Promise<void>;
  /** Knows the texts of the feature it was asked for in, and those everybody has. */
  t: Translate & Translate<SharedTexts & Own>;
  /** Picks one language of a text the server sent in both. */
  pick: (text: BothLanguages) => string;
}

const Context = createContext<I18n<Texts> | null>(null);

/** Shows nothing without its words: they are there before what says them, and a change of language waits for its own. */
export function I18nProvider({ children, texts }: { children: ReactNode; texts: TextStore }) {
  const { language, dictionary } = useSyncExternalStore(texts.subscribe, texts.words);

  // Before the browser paints: a screen reader must not begin in the other language.
  useLayoutEffect(() => {
    document.documentElement.lang = language;
  }, [language]);

  const value = useMemo<I18n<Texts>>(
    () => ({
      language,
      setLanguage: (next) => texts.setLanguage(next),
      t: (key: string, parameters: Record<string, string | number> = {}) =>
        fill(dictionary[key] ?? key, parameters, language),
      pick: (text) => text[language] || text.en,
    }),
    [language, dictionary, texts],
  );
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

function useWords(): I18n<Texts> {
  const value = useContext(Context);
  if (value === null) throw new Error('useI18n needs an I18nProvider above it.');
  return value;
}

/** `useI18n` of a feature: the texts its manifest brings, beside those everybody has. */
export const i18nWith = <Own extends Texts>() => useWords as unknown as () => I18n<Own>;

export const useI18n = i18nWith<SharedTexts>();
