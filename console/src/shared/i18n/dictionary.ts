import type { english } from './texts/english';

/** Texts of one language by their keys. */
export type Texts = Readonly<Record<string, string>>;

/** The texts that are there from the first word on: those of the shell and of shared components. */
export type SharedTexts = typeof english;

/** What the shell can say by itself; a key missing in one language does not compile. */
export type TextKey = keyof SharedTexts;

export type Language = 'en' | 'zh-CN';

/** A text that carries meaning comes from the server in both languages. */
export type BothLanguages = Record<Language, string>;

type NamesIn<Text> = Text extends `${string}{${infer Inside}}${infer Rest}`
  ? (Inside extends `${infer Name}|${string}` ? Name : Inside) | NamesIn<Rest>
  : never;

/** The parameters a text asks for, read from the English sentence itself. */
export type TextParameters<Text> = [NamesIn<Text>] extends [never]
  ? []
  : [parameters: Record<NamesIn<Text>, string | number>];

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
