import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import { showScreen } from '@/testing/screen';
import { server } from '@/testing/server';
import type { Takedown, TakedownDetail } from '../../api';
import { screen as TakedownList } from './takedown-list';

const api = '*/api/v1/t/demo';
const down: Takedown = {
  id: 't1',
  kind: 'item',
  subject: 'item-1',
  title: 'Lamp',
  merchant: 'shop-1',
  category: null,
  inForce: true,
  reason: 'a complaint',
  told: null,
  reversible: true,
  takenAt: '2026-11-01T01:00:00Z',
  takenBy: 'lin',
  until: null,
  returnedAt: null,
  returnedBy: null,
  returnReason: null,
  mayReturn: true,
};
const detail: TakedownDetail = {
  takedown: down,
  down: {
    revision: 4,
    recordedAt: '2026-11-01T01:00:00Z',
    slowestMs: 84,
    surfaces: [
      {
        surface: 'pricing.quotes',
        label: { en: 'Prices and carts', 'zh-CN': '价格与购物车' },
        host: 'host-1',
        state: 'acknowledged',
        at: '2026-11-01T01:00:00Z',
        tookMs: 84,
      },
      {
        surface: 'shop.search',
        label: { en: 'shop.search', 'zh-CN': 'shop.search' },
        host: 'cache-1',
        state: 'gone',
        at: null,
        tookMs: null,
      },
    ],
  },
  back: null,
};
let rows: Takedown[] = [];
let shown: TakedownDetail = detail;

beforeEach(() => {
  rows = [down];
  shown = detail;
  server.use(
    http.get(`${api}/takedowns`, () => HttpResponse.json({ items: rows, next: null })),
    http.get(`${api}/takedowns/t1`, () => HttpResponse.json(shown)),
  );
});

const open = (search = '', language: 'en' | 'zh-CN' = 'en') =>
  showScreen('takedowns', TakedownList, `takedowns${search}`, language);

describe('take-downs', () => {
  it('are a journal, and one opens with who follows it and how long each took', async () => {
    const { user } = open();
    await user.click(await screen.findByText('Lamp'));
    const panel = within(await screen.findByRole('dialog', { name: 'Lamp' }));
    expect(await panel.findByText(/1 of 2 acknowledged · the slowest after 84 ms/)).toBeTruthy();
    expect(panel.getByText('Prices and carts')).toBeTruthy();
    expect(panel.getByText('Host gone')).toBeTruthy();
  });

  it('are made from a link that knows the subject, with a reason', async () => {
    const sent: unknown[] = [];
    server.use(
      http.post(`${api}/takedowns`, async ({ request }) => {
        sent.push(await request.json());
        return HttpResponse.json(down);
      }),
    );
    const { user } = open('?take=item&kind=item&subject=item-1');
    const form = within(await screen.findByRole('dialog', { name: 'Take something down' }));
    expect((form.getByRole('textbox', { name: 'Id' }) as HTMLInputElement).value).toBe('item-1');
    const button = form.getByRole('button', { name: 'Take it down' });
    expect((button as HTMLButtonElement).disabled).toBe(true);
    await user.type(form.getByRole('textbox', { name: 'Reason' }), 'a complaint');
    await user.click(button);
    await waitFor(() =>
      expect(sent).toEqual([
        { kind: 'item', subject: 'item-1', reason: 'a complaint', told: null, until: null, reversible: true },
      ]),
    );
    expect(await screen.findByRole('dialog', { name: 'Lamp' })).toBeTruthy();
  });

  it('come back by another person’s hand, with a reason', async () => {
    const sent: unknown[] = [];
    server.use(
      http.post(`${api}/takedowns/t1/return`, async ({ request }) => {
        sent.push(await request.json());
        shown = { ...detail, takedown: { ...down, inForce: false, mayReturn: false, returnedAt: down.takenAt } };
        return HttpResponse.json(shown.takedown);
      }),
    );
    const { user } = open('?open=t1', 'zh-CN');
    const panel = within(await screen.findByRole('dialog', { name: 'Lamp' }));
    await user.type(await panel.findByRole('textbox', { name: '恢复原因' }), '已核查');
    await user.click(panel.getByRole('button', { name: '恢复' }));
    await waitFor(() => expect(sent).toEqual([{ reason: '已核查' }]));
    await waitFor(() => expect(panel.getByText('已恢复')).toBeTruthy());
  });

  it('say who may put them back when the reader may not', async () => {
    shown = { ...detail, takedown: { ...down, mayReturn: false } };
    open('?open=t1');
    expect(await screen.findByText(/Another person of the role risk or operator/)).toBeTruthy();
  });
});
