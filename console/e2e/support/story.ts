import { test as base, expect, type Page } from '@playwright/test';
import { fill, type Language } from '../../src/shared/i18n/dictionary';
import { type AllTexts, dictionaries } from '../../src/testing/texts';
import { people, tenant } from './seed';
import { surroundings } from './surroundings';

export { expect };

export const languages: readonly Language[] = ['zh-CN', 'en'];

/** The text a person reads, so that a story holds in both languages. */
export type Say = (key: keyof AllTexts, parameters?: Record<string, string | number>) => string;

export const sayIn =
  (language: Language): Say =>
  (key, parameters = {}) =>
    fill(dictionaries[language][key], parameters, language);

interface Story {
  say: Say;
  /** Opens a page of the seeded tenant, or of another, signed in as the administrator. */
  open: (path: string, of?: string) => Promise<void>;
  /** Somebody else sits down: opens a page of the seeded tenant, signed in as that person. */
  as: (name: string, path?: string) => Promise<void>;
  language: Language;
}

export const story = base.extend<Story>({
  language: ['en', { option: true }],
  locale: async ({ language }, use) => use(language),
  say: async ({ language }, use) => use(sayIn(language)),
  open: async ({ page, say }, use) =>
    use(async (path, of = tenant) => {
      const { url } = surroundings();
      await page.goto(`${url}/console/t/${of}/${path}`);
      await signIn(page, say, 'admin', surroundings().password);
    }),
  as: async ({ page, say }, use) =>
    use(async (name, path = '') => {
      await page.context().clearCookies();
      await page.goto(`${surroundings().url}/console/t/${tenant}/${path}`);
      await signIn(page, say, name, people.password);
    }),
});

/** By keyboard alone, as the form invites to: it begins in the first field and ends with Enter. */
export async function signIn(page: Page, say: Say, name: string, password: string): Promise<void> {
  await expect(page.getByLabel(say('sign_in.name'))).toBeFocused();
  await page.keyboard.type(name);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('textbox', { name: say('sign_in.password') })).toBeFocused();
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('navigation', { name: say('app.navigation') })).toBeVisible();
}
