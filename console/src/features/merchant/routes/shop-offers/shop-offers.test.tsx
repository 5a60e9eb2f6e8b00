import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import { showScreen } from '@/testing/screen';
import { server } from '@/testing/server';
import type { Offer, OfferLimits } from '../../offers';
import { screen as ShopOffers } from './shop-offers';

const api = '*/api/v1/t/demo/shops/m1';
const both = (en: string) => ({ en, 'zh-CN': `${en}（中）` });
const offer: Offer = {
  id: 'o1',
  kind: 'coupon',
  title: 'Ten off',
  reads: both('10 off from 100'),
  spec: { title: 'Ten off', offMinor: 1000 },
  from: '2026-11-01T01:00:00Z',
  to: '2026-11-09T01:00:00Z',
  status: 'upcoming',
  takenDown: false,
  revision: 3,
  claimed: 5,
  used: 2,
  createdAt: '2026-10-01T01:00:00Z',
  createdBy: 'mia',
  endedAt: null,
};
const limits: OfferLimits = {
  closed: null,
  limits: { maxCoupons: 2, stacking: 'both' },
  limitFields: [
    { name: 'maxCoupons', kind: 'integer', label: both('Coupons live at once'), required: true },
    {
      name: 'stacking',
      kind: 'choice',
      label: both('What a shop may run'),
      required: true,
      choices: [{ name: 'both', label: both('Both') }],
    },
  ],
  kinds: [
    {
      kind: 'coupon',
      label: both('Coupon of the shop'),
      isOpen: true,
      fields: [{ name: 'offMinor', kind: 'money', label: both('Off'), required: true }],
    },
    { kind: 'threshold', label: both('Threshold of the shop'), isOpen: false, fields: [] },
  ],
};
let rows: Offer[] = [];
let told: OfferLimits = limits;

beforeEach(() => {
  rows = [offer];
  told = limits;
  server.use(
    http.get(`${api}/offers`, () => HttpResponse.json({ items: rows, next: null })),
    http.get(`${api}/offer-limits`, () => HttpResponse.json(told)),
    http.get(`${api}/offer-costs`, () =>
      HttpResponse.json([
        {
          offer: 'o1',
          orders: 2,
          ...Object.fromEntries(
            ['sold', 'given', 'back', 'cost', 'others'].map((name) => [name, { minor: 2000, currency: 'CNY' }]),
          ),
        },
      ]),
    ),
    http.get('*/api/v1/t/demo/catalog/merchants', () => HttpResponse.json({ items: [], next: null })),
    http.post(`${api}/offers/preview`, () =>
      HttpResponse.json({
        reads: both('12 off from 100'),
        refused: [{ path: 'spec.offMinor', message: 'takes off too much', value: '1200', accepted: 'at most 1000' }],
      }),
    ),
  );
});

const open = (language: 'en' | 'zh-CN' = 'en') =>
  showScreen('shop/$shop/offers', ShopOffers, 'shop/m1/offers', language);

describe('the shop’s own offers', () => {
  it('say what they are, how they stand, what they were used for and what they cost', async () => {
    open();
    const row = (await screen.findByText('Ten off')).closest('tr') as HTMLElement;
    expect(within(row).getByText('10 off from 100')).toBeTruthy();
    expect(within(row).getByText('Upcoming')).toBeTruthy();
    expect(within(row).getByText('2 / 5')).toBeTruthy();
    await waitFor(() => expect(within(row).getByText('¥20.00')).toBeTruthy());
    expect(screen.getByText('Coupons live at once')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Coupon of the shop' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Threshold of the shop' })).toBeNull();
  });

  it('say why nothing can be made', async () => {
    told = { ...limits, closed: 'no_limits', limits: null };
    rows = [];
    open('zh-CN');
    expect(await screen.findByText('平台尚未开放店铺优惠。')).toBeTruthy();
    expect(screen.getByText('还没有店铺优惠')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Coupon of the shop（中）' })).toBeNull();
  });

  it('are shown in both languages while they are made, with what the limits refuse', async () => {
    const { user } = open();
    await user.click(await screen.findByRole('button', { name: 'Coupon of the shop' }));
    await user.type(await screen.findByLabelText(/^Off/), '12');
    const preview = await screen.findByRole('region', { name: 'What shoppers will read' });
    expect(await within(preview).findByText('12 off from 100（中）')).toBeTruthy();
    expect(within(preview).getByText('12 off from 100')).toBeTruthy();
    expect(await screen.findByText(/takes off too much.*at most 1000/)).toBeTruthy();
  });

  it('end early once it is said what that means', async () => {
    const sent: string[] = [];
    server.use(
      http.post(`${api}/offers/o1/end`, ({ request }) => {
        sent.push(request.headers.get('Idempotency-Key') ?? '');
        rows = [{ ...offer, status: 'ended', endedAt: '2026-10-02T01:00:00Z' }];
        return HttpResponse.json(rows[0]);
      }),
    );
    const { user } = open();
    await user.click(await screen.findByText('Ten off'));
    await user.click(await screen.findByRole('button', { name: 'End early' }));
    expect(screen.getByText(/Coupons that were claimed stay good/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'End now' }));
    await waitFor(() => expect(screen.getAllByText('Ended early').length).toBeGreaterThan(0));
    expect(sent).toHaveLength(1);
    expect(sent[0]).not.toBe('');
  });
});
