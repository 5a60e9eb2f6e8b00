import { itemsOf, people, refusedItem } from './support/seed';
import { expect, languages, story } from './support/story';

for (const language of languages) {
  story.describe(`A merchant joins a round (${language})`, () => {
    story.use({ language });

    story('tries a price, takes the smallest change and submits', async ({ page, as, say }) => {
      const item = itemsOf(language).toSubmit;
      await as(people.owner);
      const round = page.getByRole('article', { name: 'First wave' });
      await round.getByRole('link', { name: say('merchant.join.open') }).click();
      const check = page.getByRole('button', { name: say('merchant.round.check') });
      await check.or(page.getByRole('button', { name: say('merchant.round.check_again') })).click();

      await page.getByRole('textbox', { name: say('merchant.round.search') }).fill(item.id);
      await page.getByRole('row').filter({ hasText: item.title }).getByText(item.title).click();
      const panel = page.getByRole('dialog', { name: item.title });
      const price = panel.getByRole('textbox', { name: say('merchant.form.price_of', { sku: item.id }) });
      await price.fill('95');
      await panel.getByRole('textbox', { name: say('merchant.form.stock_of', { sku: item.id }) }).fill('10');
      await panel.getByRole('button', { name: say('merchant.form.try') }).click();
      await expect(panel.getByText(say('merchant.form.would_fail'))).toBeVisible();
      await panel.getByRole('button', { name: say('merchant.form.take_change') }).click();
      await expect(price).toHaveValue(/^90(\.00)?$/);
      await panel.getByRole('button', { name: say('merchant.form.try') }).click();
      await expect(panel.getByText(say('merchant.form.would_pass'))).toBeVisible();
      await panel.getByRole('button', { name: say('merchant.form.submit'), exact: true }).click();
      await expect(panel.getByText(say('merchant.form.submitted'))).toBeVisible();
      await page.keyboard.press('Escape');

      const tabs = page.getByRole('navigation', { name: say('merchant.tabs', { shop: refusedItem.merchant }) });
      await tabs.getByRole('link', { name: say('merchant.tab.submissions') }).click();
      const row = page.getByRole('row').filter({ hasText: item.title });
      await expect(row).toContainText(say('campaigns.submission.in_review'));
      await expect(row).toContainText('¥90.00');
    });
  });
}
