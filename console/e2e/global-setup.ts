import { mkdirSync, writeFileSync } from 'node:fs';
import { startHost } from './support/host';
import { bringMarket } from './support/market';
import { seed } from './support/seed';
import { type Surroundings, surroundingsFile } from './support/surroundings';

/** A seeded host: the one that is named, or one started for this run. */
export default async function setUp(): Promise<() => Promise<void>> {
  const named = process.env.MARQUEE_E2E_URL;
  const host = named
    ? {
        url: named,
        password: process.env.MARQUEE_E2E_PASSWORD ?? '',
        key: process.env.MARQUEE_E2E_KEY ?? '',
        keyFile: process.env.MARQUEE_E2E_KEY_FILE ?? '',
        stop: async () => undefined,
      }
    : await startHost();
  try {
    await seed(host.url, host.key);
    if (host.keyFile) bringMarket(host.url, host.keyFile);
  } catch (error) {
    await host.stop();
    throw error;
  }
  mkdirSync('node_modules/.cache', { recursive: true });
  const surroundings: Surroundings = { url: host.url, password: host.password };
  writeFileSync(surroundingsFile, JSON.stringify(surroundings), { mode: 0o600 });
  return host.stop;
}
