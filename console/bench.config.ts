import { defineConfig } from '@playwright/test';
import stories from './playwright.config';

/** How fast the pages are, for `./marquee bench console`: a host that is already there, and no trace that costs time. */
export default defineConfig({
  ...stories,
  testMatch: 'page-times.bench.ts',
  globalSetup: undefined,
  timeout: 30 * 60_000,
  use: { ...stories.use, trace: 'off', screenshot: 'off' },
});
