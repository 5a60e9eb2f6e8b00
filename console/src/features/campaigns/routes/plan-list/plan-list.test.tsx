import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import { showScreen } from '@/testing/screen';
import { server } from '@/testing/server';
import type { Plan, PlanRun } from '../../contingency';
import { screen as PlanList } from './plan-list';

const api = '*/api/v1/t/demo/contingency-plans';
const plan: Plan = {
  id: 'p1',
  name: 'Coupons leak',
  note: 'When the budget falls by itself',
  steps: [{ name: 'Stop the coupon', action: 'benefits.pause', settings: { benefit: 'b1' } }],
  revision: 2,
  changedBy: 'olga',
  changedAt: '2026-10-30T01:00:00Z',
  rehearsedRevision: 2,
  rehearsedBy: 'olga',
  rehearsedAt: '2026-10-30T02:00:00Z',
  rehearsal: [{ refusal: null }],
};
const run: PlanRun = {
  id: 'r1',
  plan: 'p1',
  planName: 'Coupons leak',
  reason: 'spend doubles by the minute',
  state: 'on',
  startedBy: 'rita',
  startedAt: '2026-11-01T01:00:00Z',
  revertReason: null,
  revertedBy: null,
  revertedAt: null,
  steps: [
    {
      ordinal: 1,
      name: 'Stop the coupon',
      action: 'benefits.pause',
      state: 'taken',
      told: null,
      at: '2026-11-01T01:00:00Z',
    },
  ],
};
const actions = [
  {
    name: 'benefits.pause',
    label: { 'zh-CN': '暂停权益', en: 'Pause a benefit' },
    settings: [
      {
        name: 'benefit',
        label: { 'zh-CN': '权益', en: 'Benefit' },
        hint: { 'zh-CN': '权益的 ID', en: "The benefit's id" },
      },
    ],
  },
];
let plans: Plan[] = [];
let runs: PlanRun[] = [];

beforeEach(() => {
  plans = [plan];
  runs = [];
  server.use(
    http.get(api, () => HttpResponse.json({ actions, plans })),
    http.get('*/api/v1/t/demo/contingency-runs', () => HttpResponse.json(runs)),
  );
});

const open = (search = '', language: 'en' | 'zh-CN' = 'en') =>
  showScreen('plans', PlanList, `plans${search}`, language);

describe('contingency plans', () => {
  it('say which are ready to be pulled', async () => {
    plans = [plan, { ...plan, id: 'p2', name: 'Light page', revision: 3 }];
    open();
    expect(await screen.findByText('Coupons leak')).toBeTruthy();
    expect(await screen.findByText('Ready')).toBeTruthy();
    expect(screen.getByText('Not rehearsed')).toBeTruthy();
  });

  it('say what they are for when there are none', async () => {
    plans = [];
    open('', 'zh-CN');
    expect(await screen.findByText('暂无预案')).toBeTruthy();
  });

  it('start by one click with a reason', async () => {
    const sent: unknown[] = [];
    server.use(
      http.post(`${api}/p1/start`, async ({ request }) => {
        sent.push(await request.json());
        runs = [run];
        return HttpResponse.json({ id: 'r1', state: 'starting' });
      }),
    );
    const { user } = open('?open=p1');
    const panel = within(await screen.findByRole('dialog', { name: 'Coupons leak' }));
    await user.type(panel.getByRole('textbox', { name: 'Why now?' }), 'spend doubles');
    await user.click(panel.getByRole('button', { name: 'Start the plan' }));
    expect(await panel.findByText('Taken')).toBeTruthy();
    expect(sent).toEqual([{ reason: 'spend doubles' }]);
    expect(panel.getByRole('button', { name: 'Put everything back' })).toBeTruthy();
  });

  it('do not start before a rehearsal, which names the step that cannot be taken', async () => {
    plans = [{ ...plan, rehearsal: [{ refusal: "There is no benefit 'b1'." }] }];
    open('?open=p1');
    const panel = within(await screen.findByRole('dialog', { name: 'Coupons leak' }));
    expect(panel.getByText(/There is no benefit/)).toBeTruthy();
    expect(panel.queryByRole('button', { name: 'Start the plan' })).toBeNull();
  });

  it('are prepared step by step, with what each kind of step asks for', async () => {
    const sent: unknown[] = [];
    server.use(
      http.post(api, async ({ request }) => {
        sent.push(await request.json());
        return HttpResponse.json(plan);
      }),
    );
    const { user } = open('?make=new');
    const form = within(await screen.findByRole('dialog', { name: 'Prepare a plan' }));
    await user.type(form.getByRole('textbox', { name: 'Name' }), 'Night');
    await user.type(form.getByRole('textbox', { name: 'What people call the step' }), 'Stop it');
    await user.type(form.getByRole('textbox', { name: 'Benefit' }), 'b9');
    await user.click(form.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(sent).toEqual([
        {
          name: 'Night',
          note: '',
          steps: [{ name: 'Stop it', action: 'benefits.pause', settings: { benefit: 'b9' } }],
          revision: null,
        },
      ]),
    );
  });
});
