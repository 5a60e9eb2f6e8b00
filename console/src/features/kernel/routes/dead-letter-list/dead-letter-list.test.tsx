import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import { showScreen } from '@/testing/screen';
import { server } from '@/testing/server';
import type { Letter } from '../../api';
import { screen as DeadLetterList } from './dead-letter-list';

const api = '*/api/v1/t/demo/dead-letters';
const letter: Letter = {
  eventId: '01a1fcd9-0000-7000-8000-000000000001',
  subscription: 'pricing.rounds',
  event: 'campaigns.round_live',
  version: 1,
  occurredAt: '2026-11-01T01:00:00Z',
  diedAt: '2026-11-01T02:00:00Z',
  attempts: 10,
  replays: 0,
  isWaiting: false,
  error: 'The offer has no floor.',
};
let rows: Letter[] = [];

beforeEach(() => {
  rows = [letter];
  server.use(
    http.get(api, () => HttpResponse.json({ items: rows, next: null })),
    http.get(`${api}/${letter.subscription}/${letter.eventId}`, () =>
      HttpResponse.json({ letter, payload: { round: 'r-1' } }),
    ),
  );
});

const open = (search = '', language: 'en' | 'zh-CN' = 'en') =>
  showScreen('dead-letters', DeadLetterList, `dead-letters${search}`, language);

const opened = `?open=${encodeURIComponent(`${letter.subscription}/${letter.eventId}`)}`;

describe('dead letters', () => {
  it('say which event died where and why', async () => {
    open();
    expect(await screen.findByText('campaigns.round_live')).toBeTruthy();
    expect(screen.getByText('The offer has no floor.')).toBeTruthy();
    expect(screen.getByText('Dead')).toBeTruthy();
  });

  it('say that all is well when there are none', async () => {
    rows = [];
    open('', 'zh-CN');
    expect(await screen.findByText('没有死信')).toBeTruthy();
  });

  it('are tried again together, and shown waiting', async () => {
    const sent: unknown[] = [];
    server.use(
      http.post(`${api}/replays`, async ({ request }) => {
        sent.push(await request.json());
        rows = [{ ...letter, isWaiting: true }];
        return HttpResponse.json({ letters: 1 });
      }),
    );
    const { user } = open();
    await user.click(await screen.findByRole('checkbox', { name: /campaigns\.round_live/ }));
    await user.click(screen.getByRole('button', { name: 'Try 1 again' }));
    await waitFor(() =>
      expect(sent).toEqual([{ letters: [{ subscription: letter.subscription, eventId: letter.eventId }] }]),
    );
    expect(await screen.findByText('Waiting')).toBeTruthy();
  });

  it('show what the event said, and are given up only with a reason', async () => {
    const sent: unknown[] = [];
    server.use(
      http.post(`${api}/discards`, async ({ request }) => {
        sent.push(await request.json());
        rows = [];
        return HttpResponse.json({ letters: 1 });
      }),
    );
    const { user } = open(opened);
    const panel = within(await screen.findByRole('dialog', { name: 'campaigns.round_live' }));
    expect(await panel.findByText(/"round": "r-1"/)).toBeTruthy();
    expect((panel.getByRole('button', { name: 'Give it up' }) as HTMLButtonElement).disabled).toBe(true);
    await user.type(panel.getByRole('textbox', { name: 'Why is it given up?' }), 'The round is over.');
    await user.click(panel.getByRole('button', { name: 'Give it up' }));
    await waitFor(() =>
      expect(sent).toEqual([
        {
          letters: [{ subscription: letter.subscription, eventId: letter.eventId }],
          reason: 'The round is over.',
        },
      ]),
    );
  });
});
