import { readFileSync } from 'node:fs';

export interface Surroundings {
  url: string;
  password: string;
}

export const surroundingsFile = 'node_modules/.cache/marquee-e2e.json';

export const surroundings = (): Surroundings => JSON.parse(readFileSync(surroundingsFile, 'utf8')) as Surroundings;
