import { join } from 'node:path';
import { screensOf } from './support/addresses';
import { barriers, overhang, settled } from './support/manners';
import { market } from './support/market';
import { expect, languages, story } from './support/story';
import { surroundings } from './support/surroundings';

const wide = { width: 1280, height: 800 };
const narrow = { width: 390, height: 844 };
/** Each screen is read by axe once: wide and light in one language, narrow and dark in the other. */
const looks = {
  'zh-CN': { viewport: wide, colorScheme: 'light' },
  en: { viewport: narrow, colorScheme: 'dark' },
} as const;

for (const language of languages) {
  story.describe(`Every screen of the console (${language})`, () => {
    story.use({ language, ...looks[language] });

    story('keeps nobody out, fits its window and reports no error', async ({ page, open }) => {
      // The last of them, so that already the first is come to.
      await open('audit', market.tenant);
      const findings: string[] = [];
      let at = '';
      page.on('console', (message) => {
        if (message.type() === 'error') findings.push(`${at}: console: ${message.text()}`);
      });
      page.on('pageerror', (error) => findings.push(`${at}: ${error.message}`));
      const { viewport } = looks[language];
      const other = viewport === wide ? narrow : wide;
      const picture = async (size: string) => {
        const folder = process.env.MARQUEE_E2E_PICTURES;
        const name = `${at.replaceAll('/', '_').replaceAll('$', '')}.${language}.${size}.png`;
        if (folder) await page.screenshot({ path: join(folder, name), fullPage: true });
      };

      for (const { path, address } of await screensOf(page.request, surroundings().url, market.tenant)) {
        at = path;
        // As a link does: the shell stays, so forty screens cost no forty starts.
        await page.evaluate((to) => {
          document.querySelector('h1')?.setAttribute('data-left', '');
          window.history.pushState({}, '', to);
        }, address);
        await expect(page.locator('h1[data-left]')).toHaveCount(0);
        await settled(page);
        await picture('first');
        for (const finding of await barriers(page)) findings.push(`${path}: ${finding}`);
        for (const size of [viewport, other]) {
          await page.setViewportSize(size);
          for (const finding of await overhang(page)) findings.push(`${path} at ${size.width} px: ${finding}`);
        }
        await picture('other');
        await page.setViewportSize(viewport);
      }
      expect(findings, findings.join('\n')).toEqual([]);
    });
  });
}
