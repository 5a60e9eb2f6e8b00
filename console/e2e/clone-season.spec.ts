import { lastSeason } from './support/seed';
import { expect, languages, story } from './support/story';
import { surroundings } from './support/surroundings';

for (const language of languages) {
  story.describe(`An operator runs last season again (${language})`, () => {
    story.use({ language });

    story('a season with three venue pages goes from clone to live', async ({ page, open, say }) => {
      await open('seasons');
      const season = `Kettles ${language} ${Date.now()}`;
      await page.getByRole('button', { name: say('campaigns.clone.title', { name: lastSeason.name }) }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('textbox', { name: say('campaigns.season.name') }).fill(season);
      await dialog.getByRole('button', { name: say('campaigns.clone.act') }).click();
      await expect(page.getByRole('heading', { name: say('campaigns.prepare.title', { name: season }) })).toBeVisible();

      // The pages come along by themselves.
      const pages = page.getByRole('region', { name: say('campaigns.prepare.pages', { count: 3 }) });
      await expect(pages.getByText(say('campaigns.status.draft'), { exact: true })).toHaveCount(3);

      // Edit: one round gets more places.
      await page
        .getByRole('link', { name: say('campaigns.edit.open') })
        .first()
        .click();
      const places = page.getByRole('textbox', { name: say('campaigns.round.slot_capacity') });
      await expect(places).toHaveValue('20');
      await places.fill('30');
      await page.getByRole('button', { name: say('campaigns.edit.save') }).click();
      await expect(page.getByText(say('campaigns.edit.saved', { name: 'Wave 1' }))).toBeVisible();

      // Publish everything at once.
      await page.getByRole('button', { name: say('campaigns.prepare.open') }).click();
      await page.getByRole('button', { name: say('campaigns.prepare.publish') }).click();
      await expect(
        page.getByText(say('campaigns.prepare.published', { name: season, pages: 3 }), { exact: true }),
      ).toBeVisible();
      await expect(page.getByText(say('campaigns.prepare.all_published'))).toBeVisible();
      await expect(pages.getByText(say('campaigns.status.published'), { exact: true })).toHaveCount(3);
      const address = await pages
        .getByRole('link', { name: say('campaigns.prepare.see_page') })
        .first()
        .getAttribute('href');

      // Live now, whatever the schedule says.
      await page.getByRole('link', { name: season }).click();
      const live = say('campaigns.move.open_phase', { phase: say('campaigns.phase.live') });
      await page.getByRole('button', { name: live }).click();
      await dialog.getByRole('textbox', { name: say('campaigns.move.reason') }).fill('rehearsal');
      await dialog.getByRole('button', { name: live }).click();
      await expect(
        page.getByText(say('campaigns.change.opened', { phase: say('campaigns.phase.live') })),
      ).toBeVisible();

      await page.goto(surroundings().url + address);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    });
  });
}
