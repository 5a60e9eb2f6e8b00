import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import { expect } from './story';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  id: string;
  impact: string | null;
  help: string;
  nodes: { target: string[] }[];
}

/** Until everything of the page has come: its title is there, and no part still stands for something. */
export async function settled(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('[aria-busy="true"], .mantine-Skeleton-root')).toHaveCount(0);
}

/** What would keep somebody out: axe's serious and critical findings, each with where it is. */
export async function barriers(page: Page): Promise<string[]> {
  // Evaluated by the browser's protocol: the page's own policy, which forbids such a script, stays in force.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  const found = (await page.evaluate(
    `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations)`,
  )) as Violation[];
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, help, nodes }) =>
        `${id} (${help}) at ${nodes
          .slice(0, 3)
          .map(({ target }) => target.join(' '))
          .join(' | ')}`,
    );
}

/** By how many pixels the page scrolls sideways, and what sticks out furthest. */
export async function overhang(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    // A window that has just changed its size is not measured while the sidebar is still leaving.
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
    const root = document.documentElement;
    const by = root.scrollWidth - root.clientWidth;
    if (by <= 0) return [];
    const [widest] = [...document.querySelectorAll('main *')]
      .filter((part) => !part.parentElement?.closest('[role="group"]'))
      .sort((left, right) => right.getBoundingClientRect().right - left.getBoundingClientRect().right);
    return [`scrolls sideways by ${by} px: ${widest?.tagName.toLowerCase()}.${widest?.className}`];
  });
}
