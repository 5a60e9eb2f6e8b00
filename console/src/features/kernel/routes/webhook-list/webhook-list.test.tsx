import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import { showScreen } from '@/testing/screen';
import { server } from '@/testing/server';
import type { Sent, Webhook } from '../../webhooks';
import { screen as WebhookList } from './webhook-list';

const api = '*/api/v1/t/demo/webhooks';
const hook: Webhook = {
  id: '01a1fcd9-0000-7000-8000-000000000001',
  name: 'Till',
  url: 'https://shop.example.com/marquee',
  events: ['campaigns.round_live'],
  createdAt: '2026-11-01T01:00:00Z',
  createdBy: 'dora',
  pausedAt: null,
  pauseReason: null,
  failures: 0,
  missed: 0,
  waiting: 0,
  dead: 2,
  secret: null,
};
const sent: Sent = {
  id: '01a1fcd9-0000-7000-8000-000000000002',
  sequence: 7,
  eventId: '01a1fcd9-0000-7000-8000-000000000003',
  event: 'campaigns.round_live',
  version: 1,
  occurredAt: '2026-11-01T01:30:00Z',
  state: 'dead',
  attempts: 12,
  status: 500,
  error: 'It answered 500.',
  tookMs: 40,
  nextAt: null,
  endedAt: '2026-11-01T02:00:00Z',
  payload: { round: 'r-1' },
};
let hooks: Webhook[] = [];
let calls: string[] = [];

const noted = (path: string, body: object) =>
  http.post(`${api}/${hook.id}/${path}`, () => {
    calls.push(path);
    return HttpResponse.json(body);
  });

beforeEach(() => {
  hooks = [hook];
  calls = [];
  server.use(
    http.get(api, () => HttpResponse.json(hooks)),
    http.get(`${api}/events`, () =>
      HttpResponse.json([
        { name: 'campaigns.round_live', version: 1 },
        { name: 'risk.put_back', version: 1 },
      ]),
    ),
    http.get(`${api}/${hook.id}/deliveries`, () => HttpResponse.json({ items: [sent], next: null })),
    noted('ping', { delivery: sent.id, arrived: false, status: 404, error: 'It answered 404.', tookMs: 12 }),
    noted('replays', { deliveries: 2 }),
    noted(`deliveries/${sent.id}/replay`, {}),
    noted('pause', { ...hook, pausedAt: '2026-11-01T02:00:00Z' }),
  );
});

const open = (search = '', language: 'en' | 'zh-CN' = 'en') =>
  showScreen('webhooks', WebhookList, `webhooks${search}`, language);

const panel = async () => within(await screen.findByRole('dialog', { name: 'Till' }));

describe('webhooks', () => {
  it('show their secret once, when they are made', async () => {
    const bodies: unknown[] = [];
    server.use(
      http.post(api, async ({ request }) => {
        bodies.push(await request.json());
        return HttpResponse.json({ ...hook, secret: 'whsec_c2VjcmV0' });
      }),
    );
    const { user } = open();
    await user.click(await screen.findByRole('button', { name: 'New webhook' }));
    const form = within(await screen.findByRole('dialog', { name: 'New webhook' }));
    await user.type(form.getByRole('textbox', { name: 'Name' }), 'Till');
    await user.type(form.getByRole('textbox', { name: 'Address' }), 'https://shop.example.com/marquee');
    await user.click(form.getByPlaceholderText('Choose events'));
    await user.click(await screen.findByRole('option', { name: 'campaigns.round_live' }));
    await user.click(form.getByRole('button', { name: 'Create' }));
    expect(await screen.findByText('whsec_c2VjcmV0')).toBeTruthy();
    expect(bodies).toEqual([
      { name: 'Till', url: 'https://shop.example.com/marquee', events: ['campaigns.round_live'] },
    ]);
    await user.click(screen.getByRole('button', { name: 'I have kept it' }));
    await waitFor(() => expect(screen.queryByText('whsec_c2VjcmV0')).toBeNull());
  });

  it('tell how a test was answered', async () => {
    const { user } = open(`?open=${hook.id}`);
    await user.click((await panel()).getByRole('button', { name: 'Send a test' }));
    expect(await screen.findByText('It did not arrive: It answered 404.')).toBeTruthy();
  });

  it('show what was sent, and send again one that was given up, or all of them', async () => {
    const { user } = open(`?open=${hook.id}`);
    const inside = await panel();
    expect(await inside.findByText(/It answered 500\./)).toBeTruthy();
    await user.click(inside.getByRole('button', { name: 'Send again: campaigns.round_live' }));
    await user.click(inside.getByRole('button', { name: 'Send 2 given up again' }));
    await waitFor(() => expect(calls).toEqual([`deliveries/${sent.id}/replay`, 'replays']));
  });

  it('are paused, and say why when they paused by themselves', async () => {
    hooks = [{ ...hook, pausedAt: '2026-11-01T02:00:00Z', pauseReason: 'It answered 503.' }];
    open(`?open=${hook.id}`);
    const inside = await panel();
    expect(inside.getByText('It answered 503.')).toBeTruthy();
    expect(inside.getByRole('button', { name: 'Go on' })).toBeTruthy();
  });

  it('are removed only when it is said twice', async () => {
    server.use(
      http.delete(`${api}/${hook.id}`, () => {
        hooks = [];
        return HttpResponse.json({});
      }),
    );
    const { user } = open(`?open=${hook.id}`);
    const inside = await panel();
    await user.click(inside.getByRole('button', { name: 'Remove' }));
    await user.click(inside.getByRole('button', { name: 'Remove for good' }));
    expect(await screen.findByText('No webhooks')).toBeTruthy();
  });

  it('say what they are for when there are none, in Chinese too', async () => {
    hooks = [];
    open('', 'zh-CN');
    expect(await screen.findByText('没有 Webhook')).toBeTruthy();
  });
});
