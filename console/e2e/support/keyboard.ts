import type { Locator, Page } from '@playwright/test';
import { expect } from './story';

/** A story told by keyboard alone: what cannot be reached by Tab fails it. */
export function keyboardOf(page: Page) {
  const to = async (target: Locator) => {
    await expect(target).toBeVisible();
    for (let step = 0; step < 80; step++) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press('Tab');
    }
    await expect(target).toBeFocused({ timeout: 1 });
  };
  return {
    to,
    /** Goes there and presses it: a button, a link, a row. */
    press: async (target: Locator, key = 'Enter') => {
      await to(target);
      await page.keyboard.press(key);
    },
    type: async (target: Locator, text: string) => {
      await to(target);
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.type(text);
    },
  };
}
