import { test as base, expect, type Page } from '@playwright/test';
import { dictionaries } from '../../src/shared/i18n/dictionaries';
import { fill, type Language, type TextKey } from '../../src/shared/i18n/dictionary';
import { tenant } from './seed';
import { surroundings } from './surroundings';

export { expect };

export const languages: readonly Language[] = ['zh-CN', 'en'];

/** The text a person reads, so that a story holds in both languages. */
export type Say = (key: TextKey, parameters?: Record<string, string | number>) => string;

interface Story {
  say: Say;
  /** Opens a page of the seeded tenant, signed in as the administrator. */
  open: (path: string) => Promise<void>;
  language: Language;
}

export const story = base.extend<Story>({
  language: ['en', { option: true }],
  locale: async ({ language }, use) => use(language),
  say: async ({ language }, use) =>
    use((key, parameters = {}) => fill(dictionaries[language][key], parameters, language)),
  open: async ({ page, say }, use) =>
    use(async (path) => {
      const { url } = surroundings();
      await page.goto(`${url}/console/t/${tenant}/${path}`);
      await signIn(page, say);
    }),
});

async function signIn(page: Page, say: Say): Promise<void> {
  await page.getByLabel(say('sign_in.name')).fill('admin');
  await page.getByRole('textbox', { name: say('sign_in.password') }).fill(surroundings().password);
  await page.getByRole('button', { name: say('sign_in.submit') }).click();
  await expect(page.getByRole('navigation', { name: say('app.navigation') })).toBeVisible();
}
