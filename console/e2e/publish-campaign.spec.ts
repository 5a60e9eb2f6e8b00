import { expect, languages, story } from './support/story';

const rules = {
  en: 'Applies to each item:\n(1) checked again at lock: every SKU satisfies: (activity price is at most daily price × 0.9).',
  'zh-CN': '适用于每个商品：\n（1）锁定时复核：每个SKU均须满足：（活动价不高于日常价的0.9倍）。',
};

for (const language of languages) {
  story.describe(`An operator publishes a campaign (${language})`, () => {
    story.use({ language });

    story('from an empty season to merchants seeing it, without a manual', async ({ page, open, say }) => {
      await open('seasons');
      const season = `Season ${language} ${Date.now()}`;
      await page
        .getByRole('button', { name: say('campaigns.season.new') })
        .first()
        .click();
      await page.getByRole('textbox', { name: say('campaigns.season.name') }).fill(season);
      await page.getByRole('button', { name: say('action.create') }).click();
      await expect(page.getByRole('heading', { name: say('campaigns.board.title', { name: season }) })).toBeVisible();

      await page
        .getByRole('button', { name: say('campaigns.campaign.new') })
        .first()
        .click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('textbox', { name: say('campaigns.campaign.name') }).fill('Flash');
      await dialog.getByRole('combobox', { name: say('campaigns.campaign.type') }).click();
      await page.getByRole('option').first().click();
      await dialog.getByRole('button', { name: say('action.create') }).click();
      await expect(page.getByRole('button', { name: say('campaigns.campaign.publish'), exact: true })).toBeDisabled();

      await page.getByRole('button', { name: say('campaigns.campaign.rule'), exact: true }).click();
      await page.getByRole('tab', { name: say('campaigns.rule.gate.sku') }).click();
      const text = say(language === 'en' ? 'campaigns.rule.in_en' : 'campaigns.rule.in_zh');
      await page.getByRole('textbox', { name: text }).fill(rules[language]);
      await expect(page.getByText(say('campaigns.rule.readable', { count: 1 }))).toBeVisible();
      await page.getByRole('button', { name: say('campaigns.rule.save') }).click();
      await expect(page.getByText(say('campaigns.rule.saved'))).toBeVisible();

      await page.getByRole('link', { name: season }).click();
      await page.getByRole('button', { name: say('campaigns.round.new') }).click();
      await page.getByRole('textbox', { name: say('campaigns.round.name'), exact: true }).fill('Wave 1');
      await page.getByRole('button', { name: say('campaigns.round.create') }).click();
      await expect(page.getByRole('region', { name: say('campaigns.board.life', { name: 'Wave 1' }) })).toBeVisible();

      await page.getByRole('button', { name: say('campaigns.campaign.publish'), exact: true }).click();
      await expect(page.getByText(say('campaigns.campaign.published', { name: 'Flash' }))).toBeVisible();
      await expect(page.getByText(say('campaigns.status.published'), { exact: true })).toBeVisible();
    });
  });
}
