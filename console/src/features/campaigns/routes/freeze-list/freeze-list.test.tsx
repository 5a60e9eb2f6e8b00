import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Freeze } from '@/shared/api/freezes';
import { freezeInForce } from '@/testing/freeze';
import { showScreen } from '@/testing/screen';
import { server } from '@/testing/server';
import { screen as FreezeList } from './freeze-list';

const api = '*/api/v1/t/demo/freezes';
const freeze: Freeze = {
  ...freezeInForce,
  passes: [
    {
      id: 'p1',
      reason: 'the price list is wrong',
      minutes: 30,
      askedBy: 'oscar',
      askedAt: '2026-11-01T01:30:00Z',
      givenBy: null,
      until: null,
      mayGive: true,
    },
  ],
};
let rows: Freeze[] = [];

beforeEach(() => {
  rows = [freeze];
  server.use(
    http.get(api, () => HttpResponse.json(rows)),
    http.get('*/api/v1/t/demo/seasons', () => HttpResponse.json({ items: [], next: null })),
  );
});

const open = (search = '', language: 'en' | 'zh-CN' = 'en') =>
  showScreen('freezes', FreezeList, `freezes${search}`, language);

describe('change freezes', () => {
  it('say what is stopped, where, and whether now', async () => {
    open();
    expect(await screen.findByText('Opening night')).toBeTruthy();
    expect(screen.getByText('In force')).toBeTruthy();
    expect(screen.getByText('The whole market')).toBeTruthy();
    expect(screen.getByText('rules, venue pages')).toBeTruthy();
  });

  it('say what they are for when there are none', async () => {
    rows = [];
    open('', 'zh-CN');
    expect(await screen.findByText('暂无封网')).toBeTruthy();
  });

  it('are made with a name, for what is left ticked', async () => {
    const sent: Record<string, unknown>[] = [];
    server.use(
      http.post(api, async ({ request }) => {
        sent.push((await request.json()) as Record<string, unknown>);
        return HttpResponse.json(freeze);
      }),
    );
    const { user } = open('?make=new');
    const form = within(await screen.findByRole('dialog', { name: 'Freeze changes' }));
    await user.click(form.getByRole('button', { name: 'Freeze' }));
    expect(await form.findByText('Give it a name people will recognise.')).toBeTruthy();
    expect(sent).toEqual([]);
    await user.type(form.getByRole('textbox', { name: 'Name' }), 'Peak');
    await user.click(form.getByRole('checkbox', { name: 'item pools' }));
    await user.click(form.getByRole('button', { name: 'Freeze' }));
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]).toMatchObject({
      name: 'Peak',
      areas: ['rules', 'rounds', 'benefits', 'offers', 'placements', 'venues'],
    });
  });

  it('are passed when another person lets one through', async () => {
    const asked: unknown[] = [];
    let given = 0;
    server.use(
      http.post(`${api}/f1/passes/p1/approval`, () => {
        given += 1;
        return HttpResponse.json({ id: 'p1', until: '2026-11-01T02:30:00Z' });
      }),
      http.post(`${api}/f1/passes`, async ({ request }) => {
        asked.push(await request.json());
        return HttpResponse.json({ id: 'p2', until: null });
      }),
    );
    const { user } = open('?open=f1');
    const panel = within(await screen.findByRole('dialog', { name: 'Opening night' }));
    expect(panel.getByText('the price list is wrong')).toBeTruthy();
    await user.click(panel.getByRole('button', { name: 'Let oscar through' }));
    await waitFor(() => expect(given).toBe(1));
    await user.type(panel.getByRole('textbox', { name: 'Why can it not wait?' }), 'A banner is wrong.');
    await user.click(panel.getByRole('button', { name: 'Ask to be let through' }));
    await waitFor(() => expect(asked).toEqual([{ reason: 'A banner is wrong.', minutes: 30 }]));
  });

  it('say that their maker cannot end them', async () => {
    server.use(
      http.post(`${api}/f1/end`, () =>
        HttpResponse.json(
          {
            status: 403,
            code: 'campaigns.same_person',
            detail: 'You made this freeze, which is in force; another person has to end it.',
          },
          { status: 403 },
        ),
      ),
    );
    const { user } = open('?open=f1');
    await user.click(await screen.findByRole('button', { name: 'End it now' }));
    expect(await screen.findByText(/another person has to end it/)).toBeTruthy();
  });
});
