import type { Language, SharedTexts, Texts } from './dictionary';

/** The texts of one part of the console: a file a language, fetched with the screens that show them. */
export interface TextPart<English extends Texts = Texts> {
  en: () => Promise<English>;
  'zh-CN': () => Promise<Record<keyof English, string>>;
}

/** What can be said now: one language, and the texts of every part that has arrived. */
export interface Words {
  language: Language;
  dictionary: Texts;
}

const storageKey = 'marquee.language';

/** The language the reader chose here, else the browser's. */
export function readersLanguage(): Language {
  const kept = localStorage.getItem(storageKey);
  if (kept === 'en' || kept === 'zh-CN') return kept;
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

export const sharedTexts: TextPart<SharedTexts> = {
  en: async () => (await import('./texts/english')).english,
  'zh-CN': async () => (await import('./texts/chinese')).chinese,
};

/** Holds the words of one language, part by part. A screen is drawn after its part has come, so nothing lacks its words. */
export class TextStore {
  #words: Words;
  #wish = 0;
  readonly #parts = new Map<TextPart, Promise<void>>();
  readonly #readers = new Set<() => void>();

  constructor(language: Language, dictionary: Texts = {}) {
    this.#words = { language, dictionary };
  }

  readonly words = () => this.#words;

  readonly subscribe = (reader: () => void) => {
    this.#readers.add(reader);
    return () => this.#readers.delete(reader);
  };

  /** Fetches a part once, in the language shown; what did not arrive may be asked for again. */
  add(part: TextPart): Promise<void> {
    const known = this.#parts.get(part);
    if (known) return known;
    const coming = this.#fetch(part).catch((error: unknown) => {
      this.#parts.delete(part);
      throw error;
    });
    this.#parts.set(part, coming);
    return coming;
  }

  /** Fetches every part in that language, then shows and keeps it; the one before stays when that fails. */
  async setLanguage(next: Language): Promise<void> {
    const wish = ++this.#wish;
    let parts: TextPart[];
    let texts: Texts[];
    do {
      parts = [...this.#parts.keys()];
      texts = await Promise.all(parts.map((part) => part[next]()));
      // A screen opened meanwhile brought another part.
    } while (parts.length !== this.#parts.size);
    // Who changed their mind meanwhile gets what they wished last.
    if (wish !== this.#wish) return;
    localStorage.setItem(storageKey, next);
    this.#show({ language: next, dictionary: Object.assign({}, ...texts) });
  }

  async #fetch(part: TextPart): Promise<void> {
    let language: Language;
    let texts: Texts;
    do {
      language = this.#words.language;
      texts = await part[language]();
    } while (language !== this.#words.language);
    this.#show({ language, dictionary: { ...this.#words.dictionary, ...texts } });
  }

  #show(words: Words) {
    this.#words = words;
    for (const reader of this.#readers) reader();
  }
}
