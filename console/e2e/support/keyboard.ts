import type { Locator, Page } from '@playwright/test';
import { expect } from './story';

/** Goes on by Tab until it is there; what cannot be reached that way fails the story. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let step = 0; step < 80; step++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  await expect(target).toBeFocused({ timeout: 1 });
}
