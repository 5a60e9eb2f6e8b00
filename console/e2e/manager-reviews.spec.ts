import { tabTo } from './support/keyboard';
import { itemsOf, people } from './support/seed';
import { expect, languages, story } from './support/story';

for (const language of languages) {
  story.describe(`A category manager reviews (${language})`, () => {
    story.use({ language });

    story('approves by keyboard alone, and a second person has the last word', async ({ page, as, say }) => {
      const item = itemsOf(language).toReview;
      const row = page.getByRole('row').filter({ hasText: item.title });
      const approve = async () => {
        const search = page.getByRole('textbox', { name: say('campaigns.grid.search') });
        await tabTo(page, search);
        await page.keyboard.type(item.title);
        await expect(page.getByRole('table').locator('tbody').getByRole('row')).toHaveCount(1);
        await tabTo(page, row);
        await page.keyboard.press('a');
        const dialog = page.getByRole('dialog', { name: say('campaigns.review.approve_title', { count: 1 }) });
        await tabTo(page, dialog.getByRole('button', { name: say('campaigns.review.approve') }));
        await page.keyboard.press('Enter');
        await expect(page.getByText(say('campaigns.review.done', { count: 1 }))).toBeVisible();
        await expect(row).toHaveCount(0);
      };

      await as(people.manager, 'seasons');
      await tabTo(page, page.getByRole('link', { name: say('campaigns.nav.inbox') }));
      await page.keyboard.press('Enter');
      await expect(page.getByRole('heading', { name: say('campaigns.inbox.title') })).toBeVisible();
      await approve();

      await as(people.reviewer, 'inbox');
      await approve();

      await as(people.manager, 'seasons');
      await page.getByRole('link', { name: 'Autumn kitchen' }).click();
      await page.getByRole('link', { name: say('campaigns.board.see_refused') }).click();
      await page.getByRole('button', { name: say('action.clear_filters') }).click();
      await page.getByLabel(say('campaigns.grid.search')).fill(item.title);
      await expect(row).toContainText(say('campaigns.submission.approved'));
    });
  });
}
