import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

function cruise(folder: string) {
  return spawnSync(
    'node_modules/.bin/depcruise',
    [folder, '--config', '.dependency-cruiser.cjs', '--output-type', 'err'],
    {
      encoding: 'utf8',
      env: { ...process.env, CRUISE_ROOT: folder },
    },
  );
}

describe('imports run one way', () => {
  it('shared → features → app holds in the console', () => {
    const run = cruise('src');
    expect(run.stdout + run.stderr).toContain('no dependency violations found');
    expect(run.status).toBe(0);
  });

  it('the rule rejects its planted violations', () => {
    const run = cruise('checks/fixtures/src');
    expect(run.status).not.toBe(0);
    for (const rule of ['shared-knows-nobody', 'features-do-not-know-the-app', 'features-stay-apart']) {
      expect(run.stdout).toContain(rule);
    }
  });
});
