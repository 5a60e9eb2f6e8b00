import { writeFileSync } from 'node:fs';
import { type Page, test } from '@playwright/test';
import { screensOf } from './support/addresses';
import { sayIn, signIn } from './support/story';

declare global {
  interface Window {
    /** Milliseconds from the start of the navigation until the page could be used; not there before. */
    usableAt?: number;
  }
}

interface Asked {
  url: string;
  tenant: string;
  name: string;
  password: string;
  /** How many times slower the processor pretends to be. */
  slower: number;
  /** How often each page is opened; each time in a browser that has seen nothing yet. */
  times: number;
  /** Where the seconds go: per page, one per time. */
  to: string;
}

/** A page can be used when it is whole and its thread has been free for half a second since; what counts is the begin of that. */
function watch() {
  const quiet = 500;
  let whole: number | null = null;
  let busyUntil = 0;
  new PerformanceObserver((tasks) => {
    for (const { startTime, duration } of tasks.getEntries()) busyUntil = Math.max(busyUntil, startTime + duration);
  }).observe({ type: 'longtask', buffered: true });
  const look = () => {
    const now = performance.now();
    const there =
      document.querySelector('h1') !== null && !document.querySelector('[aria-busy="true"], .mantine-Skeleton-root');
    whole = there ? (whole ?? now) : null;
    const since = Math.max(whole ?? now, busyUntil);
    if (whole !== null && now - since >= quiet) window.usableAt = since;
    else setTimeout(look, 10);
  };
  look();
}

async function secondsUntilUsable(page: Page, address: string, slower: number): Promise<number> {
  await page.addInitScript(watch);
  const browser = await page.context().newCDPSession(page);
  await browser.send('Emulation.setCPUThrottlingRate', { rate: slower });
  await page.goto(address, { waitUntil: 'commit' });
  const usable = await page.waitForFunction(() => window.usableAt, undefined, { polling: 100, timeout: 60_000 });
  return ((await usable.jsonValue()) ?? 0) / 1_000;
}

test('every page until it can be used', async ({ browser }) => {
  const asked = JSON.parse(process.env.MARQUEE_PAGE_TIMES ?? '') as Asked;
  const look = { locale: 'en', viewport: { width: 1440, height: 900 } };
  const first = await browser.newContext(look);
  const page = await first.newPage();
  await page.goto(`${asked.url}/console/t/${asked.tenant}/`);
  await signIn(page, sayIn('en'), asked.name, asked.password);
  const storageState = await first.storageState();
  const screens = await screensOf(page.request, asked.url, asked.tenant);
  await first.close();

  const seconds: Record<string, number[]> = {};
  for (const { path, address } of screens) {
    const times: number[] = [];
    for (let time = 0; time < asked.times; time++) {
      const context = await browser.newContext({ ...look, storageState });
      times.push(await secondsUntilUsable(await context.newPage(), address, asked.slower));
      await context.close();
    }
    seconds[path.replaceAll('$', '').replaceAll('/', '-')] = times;
  }
  writeFileSync(asked.to, JSON.stringify(seconds));
});
