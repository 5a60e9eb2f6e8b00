import { people, refusedItem } from './support/seed';
import { expect, languages, story } from './support/story';

for (const language of languages) {
  story.describe(`An auditor looks and touches nothing (${language})`, () => {
    story.use({ language });

    story('follows an item to its refusal, and is told that nothing else is allowed', async ({ page, as, say }) => {
      await as(people.auditor, `trace?item=${refusedItem.id}`);
      await expect(page.getByRole('heading', { name: say('trace.title') })).toBeVisible();
      await expect(page.getByText(refusedItem.title).first()).toBeVisible();

      await page.getByRole('link', { name: say('risk.nav.takedowns') }).click();
      await expect(page.getByRole('heading', { name: say('risk.takedown.title') })).toBeVisible();
      await page.getByRole('link', { name: say('operations.nav.letters') }).click();
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.getByRole('link', { name: say('campaigns.nav.inbox') })).toHaveCount(0);

      await page.getByRole('link', { name: say('campaigns.nav.seasons') }).click();
      await page
        .getByRole('button', { name: say('campaigns.season.new') })
        .first()
        .click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('textbox', { name: say('campaigns.season.name') }).fill('An auditor’s season');
      await dialog.getByRole('button', { name: say('action.create') }).click();
      await expect(dialog.getByText(say('problem.forbidden'))).toBeVisible();
      await expect(dialog.getByRole('textbox', { name: say('campaigns.season.name') })).toHaveValue(
        'An auditor’s season',
      );
    });
  });
}
