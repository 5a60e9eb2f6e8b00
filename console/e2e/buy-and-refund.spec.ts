import type { Page } from '@playwright/test';
import { market } from './support/market';
import { expect, languages, story } from './support/story';
import { surroundings } from './support/surroundings';

/** The shop's own words: its pages are rendered by the host and share no dictionary with the console. */
const words = {
  en: {
    add: 'Add to cart',
    signIn: 'Sign in to check out',
    another: 'Another name',
    enter: 'Sign in',
    checkOut: /^Check out/,
    place: /^Place the order/,
    pay: /^Pay /,
    paid: 'Paid',
    same: 'As quoted: the price you saw is the price you pay.',
    refund: 'Refund these',
    refunded: 'Refunded',
    back: 'Paid back to you',
    yourPrice: 'Your price',
    from: 'from ',
  },
  'zh-CN': {
    add: '加入购物车',
    signIn: '登录后结算',
    another: '其他名称',
    enter: '登录',
    checkOut: /^去结算/,
    place: /^提交订单/,
    pay: /^支付 /,
    paid: '已支付',
    same: '与报价一致：看到多少，就付多少。',
    refund: '退款',
    refunded: '已全部退款',
    back: '已退回',
    yourPrice: '价格明细',
    from: '起',
  },
} as const;

for (const language of languages) {
  const word = words[language];

  story.describe(`A shopper buys and is refunded (${language})`, () => {
    story.use({ language });

    story('pays on every page the price that the venue showed, and gets it back', async ({ page }) => {
      await page.goto(surroundings().url + market.venue);
      const card = page
        .locator('li.card')
        .filter({ hasNot: page.getByText(word.from) })
        .first();
      const shown = amountIn(await card.locator('.price').textContent());
      await card.getByRole('link').click();
      await expect(page.locator('main')).toContainText(shown);
      await page.getByRole('button', { name: word.add }).click();

      await page.goto(`${surroundings().url}${market.shop}cart`);
      await page.getByRole('link', { name: word.signIn }).click();
      await page.getByLabel(word.another).fill(`story-${language.toLowerCase()}-${Date.now()}`);
      await page.getByRole('button', { name: word.enter, exact: true }).last().click();

      const cart = page.getByRole('region', { name: word.yourPrice });
      const payable = amountIn(await cart.locator('tfoot').textContent());
      await page.getByRole('button', { name: word.checkOut }).click();
      const place = page.getByRole('button', { name: word.place });
      await expect(place).toContainText(payable);
      await place.click();
      const pay = page.getByRole('button', { name: word.pay });
      await expect(pay).toContainText(payable);
      await pay.click();
      await expect(page.locator('.state').first()).toHaveText(word.paid);
      await expect(page.getByText(word.same)).toBeVisible();

      await page.getByRole('spinbutton').fill('1');
      await page.getByRole('button', { name: word.refund, exact: true }).click();
      await expect(page.locator('.state').first()).toHaveText(word.refunded);
      await expect(backOf(page, word.back)).toContainText(payable);
    });
  });
}

/** The first amount of a text, as people write it: `¥1,234.50`. */
function amountIn(text: string | null): string {
  const found = /¥\s?[\d,]+(\.\d{1,2})?/.exec((text ?? '').replace(/\n/g, ''));
  if (!found) throw new Error(`There is no amount in '${text}'.`);
  return found[0];
}

const backOf = (page: Page, label: string) => page.locator('p').filter({ hasText: label });
