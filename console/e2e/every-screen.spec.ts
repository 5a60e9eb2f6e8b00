import { join } from 'node:path';
import { manifests } from '../src/app/manifests';
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

interface Page<Row> {
  items: Row[];
}

interface Tree {
  campaigns: { id: string; rounds: { id: string; submissions: number }[] }[];
}

for (const language of languages) {
  story.describe(`Every screen of the console (${language})`, () => {
    story.use({ language, ...looks[language] });

    story('keeps nobody out, fits its window and reports no error', async ({ page, open }) => {
      // The last of them, so that already the first is come to.
      await open('audit', market.tenant);
      const get = async <T>(path: string): Promise<T> => {
        const answer = await page.request.get(`${surroundings().url}/api/v1/t/${market.tenant}/${path}`);
        expect(answer.ok(), path).toBe(true);
        return (await answer.json()) as T;
      };
      const [season] = (await get<Page<{ id: string }>>('seasons')).items;
      const tree = await get<Tree>(`seasons/${season?.id}`);
      const campaign = tree.campaigns.find(({ rounds }) => rounds.length > 0);
      const [round] = [...(campaign?.rounds ?? [])].sort((left, right) => right.submissions - left.submissions);
      const [shop] = (await get<Page<{ id: string }>>('catalog/merchants?limit=1')).items;
      const parameters: Record<string, string | undefined> = {
        season: season?.id,
        campaign: campaign?.id,
        round: round?.id,
        shop: shop?.id,
      };

      const findings: string[] = [];
      let at = '';
      page.on('console', (message) => {
        if (message.type() === 'error') findings.push(`${at}: console: ${message.text()}`);
      });
      page.on('pageerror', (error) => findings.push(`${at}: ${error.message}`));

      for (const { path } of manifests.flatMap(({ routes }) => routes)) {
        at = path;
        const address = path.replace(/\$(\w+)/g, (_, name: string) => {
          const value = parameters[name];
          if (value === undefined) throw new Error(`The market has no ${name} for the address ${path}.`);
          return value;
        });
        // As a link does: the shell stays, so forty screens cost no forty starts.
        await page.evaluate((to) => {
          document.querySelector('h1')?.setAttribute('data-left', '');
          window.history.pushState({}, '', to);
        }, `/console/t/${market.tenant}/${address}`);
        await expect(page.locator('h1[data-left]')).toHaveCount(0);
        await settled(page);
        const pictures = process.env.MARQUEE_E2E_PICTURES;
        const { viewport } = looks[language];
        const other = viewport === wide ? narrow : wide;
        const name = address.replace(/[0-9a-f-]{36}/g, 'one').replaceAll('/', '_');
        if (pictures) await page.screenshot({ path: join(pictures, `${name}.${language}.png`), fullPage: true });
        for (const finding of await barriers(page)) findings.push(`${path}: ${finding}`);
        for (const size of [viewport, other]) {
          await page.setViewportSize(size);
          for (const finding of await overhang(page)) findings.push(`${path} at ${size.width} px: ${finding}`);
        }
        if (pictures) await page.screenshot({ path: join(pictures, `${name}.${language}.other.png`), fullPage: true });
        await page.setViewportSize(viewport);
      }
      expect(findings, findings.join('\n')).toEqual([]);
    });
  });
}
