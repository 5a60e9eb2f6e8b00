import { screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import { showScreen } from '@/testing/screen';
import { server } from '@/testing/server';
import type { Limits } from '../../api';
import { screen as ShopLimits } from './shop-limits';

const api = '*/api/v1/t/demo/shop-limits';
const both = (en: string) => ({ en, 'zh-CN': `${en}（中）` });
const market: Limits = {
  scope: 'market',
  subject: null,
  limits: { maxCoupons: 3 },
  revision: 4,
  setBy: 'olga',
  setAt: '2026-10-01T01:00:00Z',
};
let rows: Limits[] = [];

beforeEach(() => {
  rows = [market];
  server.use(
    http.get(api, () =>
      HttpResponse.json({
        limits: rows,
        fields: [{ name: 'maxCoupons', kind: 'integer', label: both('Coupons live at once'), required: true }],
      }),
    ),
  );
});

const open = (language: 'en' | 'zh-CN' = 'en') => showScreen('shop-limits', ShopLimits, 'shop-limits', language);

describe('the limits of shops’ own offers', () => {
  it('say what holds for whom, and who set it', async () => {
    open();
    expect(await screen.findByText('The whole market')).toBeTruthy();
    expect(screen.getByText('Coupons live at once: 3')).toBeTruthy();
    expect(screen.getByText(/olga/)).toBeTruthy();
  });

  it('say what they are for when there are none', async () => {
    rows = [];
    open('zh-CN');
    expect(await screen.findByText('店铺还不能自建优惠')).toBeTruthy();
  });

  it('are set for a category below the market’s, and what the server refuses stands at its field', async () => {
    const sent: unknown[] = [];
    server.use(
      http.put(api, async ({ request }) => {
        sent.push(await request.json());
        return HttpResponse.json(
          {
            code: 'request.invalid',
            detail: 'subject: is not known',
            fields: [{ path: 'subject', message: 'is not known', accepted: 'the code of a category' }],
          },
          { status: 400, headers: { 'Content-Type': 'application/problem+json' } },
        );
      }),
    );
    const { user } = open();
    await user.click(await screen.findByRole('button', { name: 'Set limits' }));
    await user.type(await screen.findByLabelText(/Code of the category/), 'toys');
    await user.type(screen.getByLabelText(/Coupons live at once/), '1');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText(/is not known.*the code of a category/)).toBeTruthy();
    expect(sent).toEqual([{ scope: 'category', subject: 'toys', limits: { maxCoupons: 1 }, revision: 0 }]);
  });

  it('are removed once it is said what that means', async () => {
    let asked = '';
    server.use(
      http.delete(api, ({ request }) => {
        asked = new URL(request.url).search;
        rows = [];
        return HttpResponse.json({ scope: 'market', subject: null });
      }),
    );
    const { user } = open();
    await user.click(await screen.findByRole('button', { name: 'Remove' }));
    expect(screen.getByText(/Without limits for the market no shop makes anything new/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Remove these limits' }));
    await waitFor(() => expect(asked).toBe('?scope=market'));
    expect(await screen.findByText('Shops run nothing of their own yet')).toBeTruthy();
  });
});
