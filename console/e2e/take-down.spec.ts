import { itemsOf, people } from './support/seed';
import { expect, languages, story } from './support/story';

for (const language of languages) {
  story.describe(`An operator takes an item down (${language})`, () => {
    story.use({ language });

    story('sees who follows, and a second person puts it back', async ({ page, open, as, say }) => {
      const item = itemsOf(language).toTakeDown;
      await open('takedowns');
      await page
        .getByRole('button', { name: say('risk.takedown.new') })
        .first()
        .click();
      const form = page.getByRole('dialog', { name: say('risk.takedown.new') });
      await form.getByRole('textbox', { name: say('risk.takedown.subject') }).fill(item.id);
      await form.getByRole('textbox', { name: say('risk.takedown.reason') }).fill('A lid came off.');
      await form.getByRole('button', { name: say('risk.takedown.take_down') }).click();
      const panel = page.getByRole('dialog', { name: item.title });
      await expect(panel.getByRole('region', { name: say('risk.ack.down') })).toContainText(
        say('risk.ack.acknowledged'),
      );
      await expect(panel.getByText(say('risk.takedown.second_person'))).toBeVisible();

      await as(people.operator, 'takedowns?state=in_force');
      await page.getByRole('row').filter({ hasText: item.title }).getByText(item.title).click();
      await panel.getByRole('textbox', { name: say('risk.takedown.return_reason') }).fill('The lid holds.');
      await panel.getByRole('button', { name: say('risk.takedown.put_back') }).click();
      await expect(panel.getByRole('region', { name: say('risk.ack.back') })).toBeVisible();
    });
  });
}
