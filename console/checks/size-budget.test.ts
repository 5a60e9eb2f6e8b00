import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

interface Chunk {
  file: string;
  isEntry?: boolean;
  imports?: string[];
  css?: string[];
}

// Kilobytes after gzip: what a first visit fetches, its language included, and what one screen adds to it. React, router
// and queries alone are 115.
const budget = { shellScript: 200, shellStyles: 45, firstPage: 260, screen: 60 };
const manifestPath = 'dist/.vite/manifest.json';

const sizeOf = (files: Iterable<string>) =>
  [...new Set(files)].reduce((sum, file) => sum + gzipSync(readFileSync(`dist/${file}`)).length, 0) / 1000;

/** The chunk and everything it pulls in before it can run. */
function closure(manifest: Record<string, Chunk>, name: string, found = new Set<string>()): Set<string> {
  if (found.has(name)) return found;
  found.add(name);
  for (const next of manifest[name]?.imports ?? []) closure(manifest, next, found);
  return found;
}

describe('the built console', () => {
  // A check that nobody notices missing is none: without a build this fails, and says what to do.
  if (!existsSync(manifestPath)) throw new Error(`There is no ${manifestPath}: run 'npm run build' first.`);
  const manifest: Record<string, Chunk> = JSON.parse(readFileSync(manifestPath, 'utf8'));
  const entry = Object.keys(manifest).find((name) => manifest[name]?.isEntry) ?? '';
  const files = (names: Iterable<string>) => [...names].map((name) => manifest[name]?.file ?? '');
  const styles = (names: Iterable<string>) => [...names].flatMap((name) => manifest[name]?.css ?? []);

  // One reader, one language: the heavier of the two.
  const textsOf = (part: string) =>
    ['english', 'chinese']
      .map((language) => `${part}/texts/${language}.ts`)
      .sort((left, right) => sizeOf(files([right])) - sizeOf(files([left])))[0] ?? '';
  const shell = closure(manifest, textsOf('src/shared/i18n'), closure(manifest, entry));

  it('fetches each part of each language by itself', () => {
    const texts = Object.keys(manifest).filter((name) => /\/texts\/(english|chinese)\.ts$/.test(name));
    expect(texts.length).toBeGreaterThan(2);
    expect(texts.filter((name) => closure(manifest, entry).has(name))).toEqual([]);
    for (const name of texts) expect(closure(manifest, name), name).toEqual(new Set([name]));
  });

  it('loads its shell within the budget', () => {
    expect(sizeOf(files(shell))).toBeLessThan(budget.shellScript);
    expect(sizeOf(styles(shell))).toBeLessThan(budget.shellStyles);
  });

  it('shows its first page within what React, the components, the client and the table may weigh together', () => {
    const texts = closure(manifest, textsOf('src/features/campaigns'), new Set(shell));
    const first = closure(manifest, 'src/features/campaigns/routes/season-list/season-list.tsx', texts);
    expect(sizeOf(files(first))).toBeLessThan(budget.firstPage);
  });

  it('adds no more than the budget per screen', () => {
    const screens = Object.keys(manifest).filter((name) => name.startsWith('src/features/'));
    expect(screens.length).toBeGreaterThan(0);
    for (const screen of screens) expect(sizeOf(files([screen])), screen).toBeLessThan(budget.screen);
  });
});
