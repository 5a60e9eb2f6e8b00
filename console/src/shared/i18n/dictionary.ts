import type { english } from './en/english';

type English = typeof english;

/** Every text the console knows; a key missing in one language does not compile. */
export type TextKey = keyof English;

/** All texts in one language. */
export type Dictionary = Record<TextKey, string>;

export type Language = 'en' | 'zh-CN';

/** A language that is there: what a provider needs before it can show the first word. */
export interface Texts {
  language: Language;
  dictionary: Dictionary;
}

/** A text that carries meaning comes from the server in both languages. */
export type BothLanguages = Record<Language, string>;

type NamesIn<Text extends string> = Text extends `${string}{${infer Inside}}${infer Rest}`
  ? (Inside extends `${infer Name}|${string}` ? Name : Inside) | NamesIn<Rest>
  : never;

/** The parameters a text asks for, read from the English sentence itself. */
export type TextParameters<Key extends TextKey> = [NamesIn<English[Key]>] extends [never]
  ? []
  : [parameters: Record<NamesIn<English[Key]>, string | number>];

const placeholder = /\{([a-z_]+)(?:\|([^|}]*)\|([^}]*))?\}/gi;

/** Fills `{name}` and `{count|one|other}`; numbers are grouped as the language groups them. */
export function fill(text: string, parameters: Record<string, string | number>, language: Language): string {
  return text.replace(placeholder, (whole, name: string, one?: string, other?: string) => {
    const value = parameters[name];
    if (value === undefined) return whole;
    if (one !== undefined && other !== undefined) {
      return new Intl.PluralRules(language).select(Number(value)) === 'one' ? one : other;
    }
    return typeof value === 'number' ? new Intl.NumberFormat(language).format(value) : value;
  });
}
