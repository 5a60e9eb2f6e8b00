import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';
import { showScreen } from '@/testing/screen';
import { server } from '@/testing/server';
import type { RoundView } from '../../api';
import { screen as RoundEdit } from './round-edit';

const api = '*/api/v1/t/demo';
const view: RoundView = {
  round: {
    id: 'r1',
    campaignId: 'c1',
    seasonId: 's1',
    name: 'Opening wave',
    campaignName: 'Flash',
    campaignType: 'flash_sale',
    campaignStatus: 'published',
    phase: 'enroll',
    phases: [
      { phase: 'enroll', state: 'open', opens: '2026-10-30T00:00:00.123456Z', closes: '2026-11-05T00:00:00Z' },
      { phase: 'review', state: 'skipped', opens: null, closes: null },
      { phase: 'live', state: 'waiting', opens: '2026-11-11T00:00:00Z', closes: '2026-11-12T00:00:00Z' },
    ],
    mechanics: [],
    slots: [{ id: 'sl1', name: 'Main hall', position: 1, capacity: 20, filled: 3, quotas: [] }],
    revision: 4,
    isLive: false,
  },
  allowedNow: [],
  exitPolicy: { freeHoursBeforeLive: 24, afterwards: 'approval', isBreach: true },
  changeable: [
    { part: 'opens', phase: 'enroll', allowed: false, until: '2026-10-30T00:00:00.123456Z' },
    { part: 'closes', phase: 'enroll', allowed: true, until: '2026-11-05T00:00:00Z' },
    { part: 'slots', phase: null, allowed: true, until: '2026-11-11T00:00:00Z' },
    { part: 'slot_order', phase: null, allowed: false, until: '2026-10-30T00:00:00Z' },
    { part: 'mechanics', phase: null, allowed: false, until: '2026-10-31T00:00:00Z' },
  ],
};

const open = (language: 'en' | 'zh-CN' = 'en') => {
  server.use(
    http.get(`${api}/rounds/r1`, () => HttpResponse.json(view)),
    http.get(`${api}/mechanics`, () => HttpResponse.json([])),
    http.get(`${api}/catalog/categories`, () =>
      HttpResponse.json({ items: [{ code: 'kitchen', nameZh: '厨房', nameEn: 'Kitchen' }], next: null }),
    ),
  );
  return showScreen('rounds/$round/settings', RoundEdit, 'rounds/r1/settings', language);
};

describe('the settings of a round', () => {
  it('leaves open what may still change and says since when the rest is closed', async () => {
    open();
    expect(await screen.findByRole('button', { name: /^Enroll opens/ })).toHaveProperty('disabled', true);
    expect(screen.getByRole('button', { name: /^Enroll closes/ })).toHaveProperty('disabled', false);
    expect(screen.getByText(/Closed since Oct 31/)).toBeTruthy();
    expect(screen.getByText(/Can be changed until Nov 11/)).toBeTruthy();
    const slot = within(screen.getByRole('region', { name: 'Main hall' }));
    expect(slot.getByRole('button', { name: 'Remove' })).toHaveProperty('disabled', true);
    expect(slot.getByText('3 items in it')).toBeTruthy();
  });

  it('sends a category quota, and instants nobody touched exactly as they came', async () => {
    const sent: unknown[] = [];
    server.use(
      http.put(`${api}/rounds/r1`, async ({ request }) => {
        sent.push(await request.json());
        return HttpResponse.json(view);
      }),
    );
    const { user } = open();
    const slot = within(await screen.findByRole('region', { name: 'Main hall' }));
    await user.click(slot.getByRole('button', { name: 'Add a category quota' }));
    await user.click(slot.getByRole('combobox', { name: 'Category' }));
    await user.click(await screen.findByRole('option', { name: 'Kitchen · kitchen' }));
    await user.clear(slot.getByRole('textbox', { name: 'At most' }));
    await user.type(slot.getByRole('textbox', { name: 'At most' }), '7');
    await user.click(screen.getByRole('button', { name: 'Save the settings' }));
    await waitFor(() =>
      expect(sent).toEqual([
        {
          revision: 4,
          name: 'Opening wave',
          phases: [
            { phase: 'enroll', opens: '2026-10-30T00:00:00.123456Z', closes: '2026-11-05T00:00:00Z' },
            { phase: 'live', opens: '2026-11-11T00:00:00Z', closes: '2026-11-12T00:00:00Z' },
          ],
          slots: [{ id: 'sl1', name: 'Main hall', capacity: 20, quotas: [{ category: 'kitchen', atMost: 7 }] }],
          mechanics: [],
        },
      ]),
    );
  });

  it('says beside the field what the server refused', async () => {
    server.use(
      http.put(`${api}/rounds/r1`, () =>
        HttpResponse.json(
          {
            code: 'campaigns.settings_closed',
            detail: 'slots[0].capacity: 3 items stand in it already.',
            fields: [{ path: 'slots[0].capacity', message: '已有3件', accepted: '3' }],
          },
          { status: 409 },
        ),
      ),
    );
    const { user } = open('zh-CN');
    await user.click(await screen.findByRole('button', { name: '保存设置' }));
    expect((await screen.findByRole('alert')).textContent).toContain('3 items stand in it already');
    expect(screen.getByText(/已有3件/)).toBeTruthy();
  });
});
