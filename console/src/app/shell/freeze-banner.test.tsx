import { screen } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';
import { Problem, problemText } from '@/shared/api/problem';
import { fill, type Language } from '@/shared/i18n/dictionary';
import type { Translate } from '@/shared/i18n/i18n';
import { freezeInForce as freeze } from '@/testing/freeze';
import { showScreen } from '@/testing/screen';
import { server } from '@/testing/server';
import { dictionaries } from '@/testing/texts';
import { FreezeBanner } from './freeze-banner';

const refused = new Problem(409, {
  code: 'campaigns.frozen',
  detail: 'Changes of rounds are frozen.',
  area: 'rounds',
  until: '2026-11-01T09:00:00Z',
  mayOverride: ['operator', 'risk'],
});
const speak =
  (language: Language): Translate =>
  (key, ...[parameters]) =>
    fill(dictionaries[language][key], (parameters ?? {}) as Record<string, string>, language);

describe('while changes are frozen', () => {
  it('every page says what is stopped and leads to whoever lets one through', async () => {
    server.use(
      http.get('*/api/v1/t/demo/freezes', () =>
        HttpResponse.json([freeze, { ...freeze, id: 'f2', name: 'Later', inForce: false }]),
      ),
    );
    showScreen('seasons', FreezeBanner, 'seasons');
    expect((await screen.findByRole('status')).textContent).toContain('Opening night');
    expect(screen.getByText(/rules, venue pages/)).toBeTruthy();
    expect(screen.queryByText(/Later/)).toBeNull();
    expect(screen.getByRole('link', { name: 'Who lets me through?' }).getAttribute('href')).toContain('open=f1');
  });

  it('a refused change says until when and who may let it through, in both languages', () => {
    expect(problemText(refused, speak('en'))).toBe(
      'Changes of seasons and rounds are frozen until 2026-11-01 09:00 UTC. Ask under Change freezes, with your reason: ' +
        'another operator or a risk officer can let you through.',
    );
    expect(problemText(refused, speak('zh-CN'))).toContain('另一位运营或风控人员');
  });
});
