import { manifests } from '../src/app/manifests';
import { barriers, overhang, settled } from './support/manners';
import { market } from './support/market';
import { expect, languages, story } from './support/story';
import { surroundings } from './support/surroundings';

const wide = { width: 1280, height: 800 };
const narrow = { width: 390, height: 844 };

interface Page<Row> {
  items: Row[];
}

interface Tree {
  campaigns: { id: string; rounds: { id: string; submissions: number }[] }[];
}

for (const language of languages) {
  story.describe(`Every screen of the console (${language})`, () => {
    story.use({ language, viewport: wide });

    story('keeps nobody out, fits its window and reports no error', async ({ page, open }) => {
      await open('seasons', market.tenant);
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
        at = path.replace(/\$(\w+)/g, (_, name: string) => {
          const value = parameters[name];
          if (value === undefined) throw new Error(`The market has no ${name} for the address ${path}.`);
          return value;
        });
        await page.setViewportSize(wide);
        await page.goto(`${surroundings().url}/console/t/${market.tenant}/${at}`);
        await settled(page);
        for (const finding of [...(await barriers(page)), ...(await overhang(page))]) {
          findings.push(`${path}: ${finding}`);
        }
        await page.setViewportSize(narrow);
        for (const finding of [...(await overhang(page)), ...(await barriers(page))]) {
          findings.push(`${path} at ${narrow.width} px: ${finding}`);
        }
      }
      expect(findings, findings.join('\n')).toEqual([]);
    });
  });
}
