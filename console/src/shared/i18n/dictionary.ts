import { campaigns } from './en/campaigns';
import { catalog } from './en/catalog';
import { common } from './en/common';
import { merchant } from './en/merchant';
import { operations } from './en/operations';
import { risk } from './en/risk';
import { rules } from './en/rules';
import { seasons } from './en/seasons';
import { submissions } from './en/submissions';
import { trace } from './en/trace';
import { warRoom } from './en/war-room';
import { campaigns as zhCampaigns } from './zh/campaigns';
import { catalog as zhCatalog } from './zh/catalog';
import { common as zhCommon } from './zh/common';
import { merchant as zhMerchant } from './zh/merchant';
import { operations as zhOperations } from './zh/operations';
import { risk as zhRisk } from './zh/risk';
import { rules as zhRules } from './zh/rules';
import { seasons as zhSeasons } from './zh/seasons';
import { submissions as zhSubmissions } from './zh/submissions';
import { trace as zhTrace } from './zh/trace';
import { warRoom as zhWarRoom } from './zh/war-room';

const english = {
  ...campaigns,
  ...catalog,
  ...common,
  ...merchant,
  ...operations,
  ...risk,
  ...rules,
  ...seasons,
  ...submissions,
  ...trace,
  ...warRoom,
};

/** Every text the console knows; a key missing in one language does not compile. */
export type TextKey = keyof typeof english;

export type Language = 'en' | 'zh-CN';

/** A text that carries meaning comes from the server in both languages. */
export type BothLanguages = Record<Language, string>;

const chinese: Record<TextKey, string> = {
  ...zhCampaigns,
  ...zhCatalog,
  ...zhCommon,
  ...zhMerchant,
  ...zhOperations,
  ...zhRisk,
  ...zhRules,
  ...zhSeasons,
  ...zhSubmissions,
  ...zhTrace,
  ...zhWarRoom,
};

export const dictionaries: Record<Language, Record<TextKey, string>> = { en: english, 'zh-CN': chinese };

type NamesIn<Text extends string> = Text extends `${string}{${infer Inside}}${infer Rest}`
  ? (Inside extends `${infer Name}|${string}` ? Name : Inside) | NamesIn<Rest>
  : never;

/** The parameters a text asks for, read from the English sentence itself. */
export type TextParameters<Key extends TextKey> = [NamesIn<(typeof english)[Key]>] extends [never]
  ? []
  : [parameters: Record<NamesIn<(typeof english)[Key]>, string | number>];

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
