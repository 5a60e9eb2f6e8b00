import { expect, languages, story } from './support/story';

for (const language of languages) {
  story.describe(`An operator imports a file with a broken row (${language})`, () => {
    story.use({ language });

    story('the good rows are taken, the broken one is found with its reason', async ({ page, open, say }) => {
      await open('imports');
      const name = `shops-${language}-${Date.now()}.csv`;
      const id = `m-${language}`;
      await page
        .getByRole('button', { name: say('catalog.import.new') })
        .first()
        .click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('combobox', { name: say('catalog.import.kind') }).click();
      await page.getByRole('option', { name: language === 'en' ? 'Merchants' : '商家' }).click();
      await expect(dialog.getByText('merchant_id')).toBeVisible();
      await dialog.locator('input[type=file]').setInputFiles({
        name,
        mimeType: 'text/csv',
        buffer: Buffer.from(`merchant_id,name,score_hundredths\n${id},A shop,480\n${id}-2,Another,not a number\n`),
      });
      await dialog.getByRole('button', { name: say('catalog.import.start') }).click();

      const row = page.getByRole('row').filter({ hasText: name });
      await expect(row).toContainText(say('catalog.import.status.done'), { timeout: 30_000 });
      await page.reload();
      await row.click();
      const panel = page.getByRole('dialog', { name });
      await expect(panel.getByText(say('catalog.import.errors', { count: 1 }))).toBeVisible();
      await expect(panel.getByText(say('catalog.import.line', { line: 3 }))).toBeVisible();
      const download = page.waitForEvent('download');
      await panel.getByRole('link', { name: say('catalog.import.error_file') }).click();
      expect((await download).suggestedFilename()).toContain('errors');
    });
  });
}
