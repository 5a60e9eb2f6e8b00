import { keyboardOf } from './support/keyboard';
import { itemsOf, people } from './support/seed';
import { expect, languages, story } from './support/story';

for (const language of languages) {
  story.describe(`A category manager reviews (${language})`, () => {
    story.use({ language });

    story('approves by keyboard alone, and a second person has the last word', async ({ page, as, say }) => {
      const keys = keyboardOf(page);
      const item = itemsOf(language).toReview;
      const row = page.getByRole('row').filter({ hasText: item.title });
      const approve = async () => {
        await keys.type(page.getByRole('textbox', { name: say('campaigns.grid.search') }), item.title);
        await expect(page.getByRole('table').locator('tbody').getByRole('row')).toHaveCount(1);
        await keys.press(row, 'a');
        const dialog = page.getByRole('dialog', { name: say('campaigns.review.approve_title', { count: 1 }) });
        await keys.press(dialog.getByRole('button', { name: say('campaigns.review.approve') }));
        await expect(page.getByText(say('campaigns.review.done', { count: 1 }))).toBeVisible();
        await expect(row).toHaveCount(0);
      };

      await as(people.manager, 'seasons');
      await keys.press(page.getByRole('link', { name: say('campaigns.nav.inbox') }));
      await expect(page.getByRole('heading', { name: say('campaigns.inbox.title') })).toBeVisible();
      await approve();

      // A second approval puts it on the shortlist: that is an approver's.
      await as(people.approver, 'inbox');
      await approve();

      await as(people.manager, 'seasons');
      await keys.press(page.getByRole('link', { name: 'Autumn kitchen' }));
      await keys.press(page.getByRole('link', { name: say('campaigns.board.see_refused') }));
      await keys.press(page.getByRole('button', { name: say('action.clear_filters') }));
      await keys.type(page.getByRole('textbox', { name: say('campaigns.grid.search') }), item.title);
      await expect(row).toContainText(say('campaigns.submission.approved'));
    });
  });
}
