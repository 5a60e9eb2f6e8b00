import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** The tenant that `./marquee up` makes; its market is generated and its campaign live. */
export const market = { tenant: 'demo', venue: '/t/demo/venue/double-11', shop: '/t/demo/shop/' };

/** Brings a live campaign about, as `./marquee up` does, on a small market. */
export function bringMarket(url: string, keyFile: string): void {
  const program = process.env.MARQUEE_DEMO ?? resolve('../artifacts/bin/Demo/debug/Marquee.Demo');
  if (!existsSync(program)) throw new Error(`There is no demo driver at ${program}: build it first.`);
  execFileSync(program, ['up', '--url', url, '--key', keyFile, '--scale', '1000'], { stdio: 'inherit' });
}
