import { screen, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import { showScreen } from '@/testing/screen';
import { server } from '@/testing/server';
import type { SubmissionView, Trace } from '../../api';
import { screen as ItemTrace } from './item-trace';
import { stepsOf, stopOf } from './trace-steps';

const api = '*/api/v1/t/demo';
const at = '2026-11-01T01:00:00Z';
const money = (minor: number) => ({ minor, currency: 'CNY' });
const row = {
  id: 's1',
  round: 'r1',
  status: 'live',
  item: { id: 'item-1', title: 'Lamp' },
  merchant: { id: 'shop-1', name: 'North' },
  outcome: 'pass',
  approvals: 2,
  approvalsNeeded: 2,
  submittedAt: at,
} as SubmissionView['submission'];
const submission = {
  submission: row,
  skuPlans: [],
  reasons: [],
  judgedAt: at,
  placedWhy: { en: 'the best score', 'zh-CN': '得分最高' },
  history: [{ at, by: 'ann', action: 'scheduled', note: null }],
} as unknown as SubmissionView;
const trace = {
  item: {
    id: 'item-1',
    title: 'Lamp',
    merchant: { id: 'shop-1', name: 'North' },
    listed: true,
    version: 3,
    skus: [{ id: 'sku-1', spec: 'white' }],
  },
  submissions: [row],
  campaignItems: [{ submission: 's1', status: 'live', version: 2, liveFrom: at, liveTo: at }],
  prices: {
    item: 'item-1',
    revision: 'x',
    at,
    skus: [
      {
        sku: 'sku-1',
        spec: 'white',
        daily: money(10_000),
        final: money(8_000),
        problem: null,
        roundId: 'r1',
        steps: [
          { offerId: 'o', kind: 'fixed_price', name: { en: 'Activity price', 'zh-CN': '活动价' }, off: money(2_000) },
        ],
        notApplied: [],
      },
    ],
  },
  placements: {
    item: 'item-1',
    at,
    placements: [{ placement: 'main', roundId: 'r1', rank: 4, code: 'shown', text: { en: 'shown', 'zh-CN': '展示' } }],
  },
  takedowns: [],
} as unknown as Trace;

const takedown = {
  id: 't1',
  kind: 'item',
  inForce: true,
  reason: 'a complaint',
  told: null,
  takenAt: at,
} as unknown as Trace['takedowns'][number];
const stopName = (changed: Partial<Trace>, seen: SubmissionView | null = submission) =>
  stopOf(stepsOf({ ...trace, ...changed }, seen))?.name ?? null;
const withStatus = (status: string) => ({ ...submission, submission: { ...row, status } }) as unknown as SubmissionView;

describe('where an item stopped', () => {
  it('is nowhere while it is shown', () => expect(stopName({})).toBe(null));
  it('is the take-down before everything else', () =>
    expect(stopName({ takedowns: [takedown], item: { ...trace.item, listed: false } })).toBe('takedown'));
  it('is the catalogue when it is not listed', () =>
    expect(stopName({ item: { ...trace.item, listed: false } })).toBe('catalog'));
  it('is the verdict when a gate refused it', () => expect(stopName({}, withStatus('refused'))).toBe('verdict'));
  it('is the review when a person rejected it', () => expect(stopName({}, withStatus('rejected'))).toBe('review'));
  it('is the price when none is known', () =>
    expect(
      stopName({ prices: { ...trace.prices, skus: trace.prices.skus.map((sku) => ({ ...sku, final: null })) } }),
    ).toBe('price'));
  it('is the placement when none shows it', () =>
    expect(
      stopName({
        placements: {
          ...trace.placements,
          placements: trace.placements.placements.map((place) => ({ ...place, rank: null })),
        },
      }),
    ).toBe('placement'));
  it('is nowhere yet while it waits for its slot', () =>
    expect(
      stopName({ campaignItems: [], placements: { ...trace.placements, placements: [] } }, withStatus('approved')),
    ).toBe(null));
});

describe('the page of an item', () => {
  let takedowns: Trace['takedowns'] = [];
  beforeEach(() => {
    takedowns = [];
    server.use(
      http.get(`${api}/catalog/items`, () =>
        HttpResponse.json({
          items: [{ id: 'item-1', title: 'Lamp', merchant: { id: 'm', name: 'North' } }],
          next: null,
        }),
      ),
      http.get(`${api}/catalog/items/item-1`, () => HttpResponse.json(trace.item)),
      http.get(`${api}/submissions`, () => HttpResponse.json({ items: trace.submissions, next: null })),
      http.get(`${api}/submissions/s1`, () => HttpResponse.json(submission)),
      http.get(`${api}/items/item-1/campaign-items`, () => HttpResponse.json(trace.campaignItems)),
      http.get(`${api}/items/item-1/prices`, () => HttpResponse.json(trace.prices)),
      http.get(`${api}/items/item-1/placements`, () => HttpResponse.json(trace.placements)),
      http.get(`${api}/takedowns`, ({ request }) =>
        HttpResponse.json({
          items: takedowns.filter(({ kind }) => kind === new URL(request.url).searchParams.get('kind')),
          next: null,
        }),
      ),
      http.get(`${api}/rounds/r1`, () =>
        HttpResponse.json({ round: { campaignName: 'Flash', name: 'Opening' }, allowedNow: [] }),
      ),
    );
  });

  it('is found by a word of its title and says every step', async () => {
    const { user } = showScreen('trace', ItemTrace, 'trace');
    await user.type(await screen.findByRole('textbox', { name: 'Item id or words of the title' }), 'lamp');
    await user.click(screen.getByRole('button', { name: 'Find' }));
    await user.click(await screen.findByRole('link', { name: 'Lamp' }));
    expect(await screen.findByText('It is shown to shoppers.')).toBeTruthy();
    const price = within(screen.getByRole('listitem', { name: 'Price' }));
    expect(price.getByText('¥80.00')).toBeTruthy();
    expect(within(screen.getByRole('listitem', { name: 'Placements' })).getByText('place 4')).toBeTruthy();
    expect(screen.getByText('In a slot: the best score')).toBeTruthy();
  });

  it('says where and why it stopped, in the reader’s language', async () => {
    takedowns = [takedown];
    showScreen('trace', ItemTrace, 'trace?item=item-1', 'zh-CN');
    expect((await screen.findByRole('status')).textContent).toContain('停在这一步：下架');
    expect(screen.getByText(/a complaint/)).toBeTruthy();
  });
});
