import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import { showScreen } from '@/testing/screen';
import { server } from '@/testing/server';
import { board, priceClause, published, refused, refusedView, season, waiting } from '../../testing/fixtures';
import { screen as SubmissionList } from './submission-list';

const api = '*/api/v1/t/demo';
let asked: URL[] = [];

beforeEach(() => {
  asked = [];
  server.use(
    http.get(`${api}/rounds/r1/board`, () => HttpResponse.json(board)),
    http.get(`${api}/seasons/s1`, () => HttpResponse.json(season(published))),
    http.get(`${api}/submissions`, ({ request }) => {
      const url = new URL(request.url);
      asked.push(url);
      const rows = [refused, waiting].filter((row) => (url.searchParams.get('status') ?? row.status) === row.status);
      return HttpResponse.json({ items: rows, next: null });
    }),
    http.get(`${api}/submissions/summary`, () =>
      HttpResponse.json({
        total: 2,
        byStatus: { refused: 1, first_approved: 1 },
        byOutcome: { fail: 1, pass: 1 },
        byGate: { sku: 1 },
        byClause: [
          { clause: 'campaign.sku.1', gate: 'sku', node: 'campaign', text: priceClause, failed: 1, unknown: 0 },
        ],
      }),
    ),
    http.get(`${api}/submissions/sub1`, () => HttpResponse.json(refusedView)),
  );
});

const open = (search = '', language: 'en' | 'zh-CN' = 'en') =>
  showScreen('rounds/$round/submissions', SubmissionList, `rounds/r1/submissions${search}`, language);

describe('the submissions of a round', () => {
  it.each([
    ['en', 'Refused', 'must be at most 90.00 CNY', 'every SKU satisfies', 'at most 90.00 CNY', 'Refused · 1', 'Status'],
    ['zh-CN', '未通过', '须不高于 90.00 元', '每个SKU均须满足', '不高于 90.00 元', '未通过 · 1', '状态'],
  ] as const)(
    'let a refused item and its reason be found (%s)',
    async (language, status, short, clause, needed, choice, filter) => {
      const { user, router } = open('', language);
      expect(await screen.findByText('watch 0002')).toBeTruthy();
      await user.click(screen.getByRole('combobox', { name: filter }));
      await user.click(await screen.findByRole('option', { name: choice }));
      await waitFor(() => expect(screen.queryByText('watch 0002')).toBeNull());
      const row = within(screen.getByRole('row', { name: /bed linen 4244/ }));
      expect(row.getByText(status)).toBeTruthy();
      expect(row.getByText(new RegExp(short))).toBeTruthy();
      expect(asked.at(-1)?.searchParams.get('round')).toBe('r1');
      await user.click(row.getByText('bed linen 4244'));
      const panel = within(await screen.findByRole('dialog', { name: 'bed linen 4244' }));
      expect(await panel.findByText(new RegExp(clause))).toBeTruthy();
      expect(panel.getByText(needed)).toBeTruthy();
      expect(router.state.location.search).toMatchObject({ status: 'refused', open: 'sub1' });
    },
  );

  it('approve in bulk, and say who must give the second approval when it was oneself', async () => {
    server.use(
      http.post(`${api}/submissions/decisions`, async ({ request }) => {
        expect(await request.json()).toEqual({ decision: 'approve', submissions: ['sub2'], note: null });
        return HttpResponse.json({
          results: [
            {
              submission: 'sub2',
              status: 'first_approved',
              error: { code: 'campaigns.same_reviewer', message: 'x', fields: [] },
            },
          ],
        });
      }),
    );
    const { user } = open();
    expect(await screen.findByRole('checkbox', { name: 'Select bed linen 4244' })).toHaveProperty('disabled', true);
    expect(screen.getByRole('button', { name: 'Approve' })).toHaveProperty('disabled', true);
    await user.click(screen.getByRole('checkbox', { name: 'Select watch 0002' }));
    await user.click(screen.getByRole('button', { name: 'Approve' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Approve 1 submission' }));
    expect(dialog.getByText(/1 will be on the shortlist/)).toBeTruthy();
    await user.click(dialog.getByRole('button', { name: 'Approve' }));
    expect((await dialog.findByRole('alert')).textContent).toContain('the second must come from somebody else');
  });

  it('reject only with a note for the merchant', async () => {
    const { user } = open();
    await user.click(await screen.findByRole('checkbox', { name: 'Select watch 0002' }));
    await user.click(screen.getByRole('button', { name: 'Reject' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Reject 1 submission' }));
    expect(dialog.getByRole('button', { name: 'Reject' })).toHaveProperty('disabled', true);
  });

  it('keep filters in the address and ask the server with them', async () => {
    open('?clause=campaign.sku.1&q=azul');
    expect(await screen.findByText('bed linen 4244')).toBeTruthy();
    expect(asked[0]?.searchParams.get('clause')).toBe('campaign.sku.1');
    expect(asked[0]?.searchParams.get('q')).toBe('azul');
    expect(screen.getByLabelText<HTMLInputElement>('Item or merchant').value).toBe('azul');
  });
});
