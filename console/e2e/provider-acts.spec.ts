import { itemsOf, people, refusedItem } from './support/seed';
import { expect, languages, story } from './support/story';

for (const language of languages) {
  story.describe(`A service provider acts for a shop (${language})`, () => {
    story.use({ language });

    story('is let in by the owner, submits for the shop and sees no money', async ({ page, as, say }) => {
      const provider = people.provider(language);
      const item = itemsOf(language).forProvider;
      await as(people.owner, `shop/${refusedItem.merchantId}/people`);
      await page.getByRole('textbox', { name: say('merchant.people.provider_name') }).fill(provider);
      const letIn = page.locator('form').filter({ hasText: say('merchant.people.provider') });
      // Seeing comes with being let in; confirming and money are given by a tick.
      await expect(letIn.getByRole('checkbox', { name: say('merchant.right.submit'), exact: true })).toBeChecked();
      await expect(letIn.getByRole('checkbox', { name: say('merchant.right.money'), exact: true })).not.toBeChecked();
      await letIn.getByRole('button', { name: say('merchant.people.provider_send') }).click();
      await expect(
        page.getByRole('button', { name: say('merchant.people.withdraw_name', { name: provider }) }),
      ).toBeVisible();

      await as(provider, 'shop');
      await expect(page.getByText(say('merchant.acting', { shop: refusedItem.merchant }))).toBeVisible();
      const tabs = page.getByRole('navigation', { name: say('merchant.tabs', { shop: refusedItem.merchant }) });
      await expect(tabs.getByRole('link', { name: say('merchant.tab.submissions') })).toBeVisible();
      await expect(tabs.getByRole('link', { name: say('merchant.tab.statement') })).toHaveCount(0);
      await expect(tabs.getByRole('link', { name: say('merchant.tab.people') })).toHaveCount(0);

      const round = page.getByRole('article', { name: 'First wave' });
      await round.getByRole('link', { name: say('merchant.join.open') }).click();
      const check = page.getByRole('button', { name: say('merchant.round.check') });
      await check.or(page.getByRole('button', { name: say('merchant.round.check_again') })).click();
      await page.getByRole('textbox', { name: say('merchant.round.search') }).fill(item.id);
      await page.getByRole('row').filter({ hasText: item.title }).getByText(item.title).click();
      const panel = page.getByRole('dialog', { name: item.title });
      await panel.getByRole('textbox', { name: say('merchant.form.price_of', { sku: item.id }) }).fill('85');
      await panel.getByRole('textbox', { name: say('merchant.form.stock_of', { sku: item.id }) }).fill('10');
      await panel.getByRole('button', { name: say('merchant.form.submit'), exact: true }).click();
      await expect(panel.getByText(say('merchant.form.submitted'))).toBeVisible();
    });
  });
}
