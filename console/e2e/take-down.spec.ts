import { keyboardOf } from './support/keyboard';
import { itemsOf, people } from './support/seed';
import { expect, languages, story } from './support/story';

for (const language of languages) {
  story.describe(`An operator takes an item down (${language})`, () => {
    story.use({ language });

    story('by keyboard alone, sees who follows, and a second person puts it back', async ({ page, open, as, say }) => {
      const keys = keyboardOf(page);
      const item = itemsOf(language).toTakeDown;
      await open('takedowns');
      await keys.press(page.getByRole('button', { name: say('risk.takedown.new') }).first());
      const form = page.getByRole('dialog', { name: say('risk.takedown.new') });
      await keys.type(form.getByRole('textbox', { name: say('risk.takedown.subject') }), item.id);
      await keys.type(form.getByRole('textbox', { name: say('risk.takedown.reason') }), 'A lid came off.');
      await keys.press(form.getByRole('button', { name: say('risk.takedown.take_down') }));
      const panel = page.getByRole('dialog', { name: item.title });
      await expect(panel.getByRole('region', { name: say('risk.ack.down') })).toContainText(
        say('risk.ack.acknowledged'),
      );
      await expect(panel.getByText(say('risk.takedown.second_person'))).toBeVisible();

      await as(people.operator, 'takedowns?state=in_force');
      await keys.press(page.getByRole('row').filter({ hasText: item.title }));
      await keys.type(panel.getByRole('textbox', { name: say('risk.takedown.return_reason') }), 'The lid holds.');
      await keys.press(panel.getByRole('button', { name: say('risk.takedown.put_back') }));
      await expect(panel.getByRole('region', { name: say('risk.ack.back') })).toBeVisible();
    });
  });
}
