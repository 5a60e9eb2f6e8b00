import { refusedItem } from './support/seed';
import { expect, languages, story } from './support/story';

for (const language of languages) {
  story.describe(`A merchant asks why an item was refused (${language})`, () => {
    story.use({ language });

    story('the item and its reason are found from the board', async ({ page, open, say }) => {
      await open('seasons');
      await page.getByRole('link', { name: 'Autumn kitchen' }).click();
      await page.getByRole('link', { name: say('campaigns.board.see_refused') }).click();
      const row = page.getByRole('row').filter({ hasText: refusedItem.title });
      await expect(row).toContainText(refusedItem.merchant);
      await expect(row).toContainText(say('campaigns.submission.refused'));
      await expect(page.getByRole('row').filter({ hasText: 'Cast iron pan' })).toHaveCount(0);

      await row.getByText(refusedItem.title).click();
      const panel = page.getByRole('dialog', { name: refusedItem.title });
      await expect(panel.getByText(say('outcome.fail'))).toBeVisible();
      await expect(panel.getByText(say('why.observed'))).toBeVisible();
      await expect(panel).toContainText('195');
      await expect(panel).toContainText('179.1');
    });

    story('by searching for the shop, in a view that is a link', async ({ page, open, say }) => {
      await open('seasons');
      await page.getByRole('link', { name: 'Autumn kitchen' }).click();
      await page.getByRole('link', { name: say('campaigns.board.see_refused') }).click();
      await page.getByLabel(say('campaigns.grid.search')).fill('north kit');
      await expect(page).toHaveURL(/q=north/);
      await page.reload();
      await expect(page.getByRole('row').filter({ hasText: refusedItem.title })).toBeVisible();
      await page.getByLabel(say('campaigns.grid.search')).fill('no such shop');
      await expect(page.getByText(say('campaigns.grid.none_match_title'))).toBeVisible();
    });
  });
}
