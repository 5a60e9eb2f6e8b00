import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';
import { showScreen } from '@/testing/screen';
import { server } from '@/testing/server';
import { board, draft, published, season } from '../../testing/fixtures';
import { screen as SeasonBoard } from './season-board';

const api = '*/api/v1/t/demo';
const types = [{ name: 'flash_sale', label: { en: 'Flash sale type', 'zh-CN': '秒杀' }, excludes: [] }];

function serve(...campaigns: Parameters<typeof season>) {
  server.use(
    http.get(`${api}/seasons/s1`, () => HttpResponse.json(season(...campaigns))),
    http.get(`${api}/rounds/r1/board`, () => HttpResponse.json(board)),
    http.get(`${api}/campaign-types`, () => HttpResponse.json(types)),
  );
}

const open = (language: 'en' | 'zh-CN' = 'en') => showScreen('seasons/$season', SeasonBoard, 'seasons/s1', language);

describe('the board of a season', () => {
  it('shows the life of the round with count, rate, what is stuck and since when', async () => {
    serve(published);
    open();
    const life = within(await screen.findByRole('region', { name: 'Life of Opening wave' }));
    expect(life.getByText('61% of 5,148')).toBeTruthy();
    expect(life.getByText('+412 last hour')).toBeTruthy();
    const stuck = life.getByRole('link', { name: /37 wait/ });
    expect(stuck.textContent).toContain('since Oct 31, 03:00');
    expect(stuck.getAttribute('href')).toContain('/t/demo/rounds/r1/submissions?status=in_review%2Cfirst_approved');
    expect(life.getByRole('link', { name: /3,120/ }).getAttribute('href')).toContain('status=approved%2Cscheduled');
  });

  it('leads from a refusing clause to exactly the items it refused', async () => {
    serve(published);
    open('zh-CN');
    const link = await screen.findByRole('link', { name: /活动价不高于近30天最低价/ });
    expect(link.getAttribute('href')).toContain('status=refused&clause=campaign.sku.1');
  });

  it('opens a phase by hand only with a reason, and sends it', async () => {
    serve(published);
    const sent: unknown[] = [];
    server.use(
      http.post(`${api}/rounds/r1/phase`, async ({ request }) => {
        sent.push(await request.json());
        return HttpResponse.json({ allowedNow: [] });
      }),
    );
    const { user } = open();
    await user.click(await screen.findByRole('button', { name: 'Open Schedule now' }));
    const dialog = within(await screen.findByRole('dialog'));
    const submit = dialog.getByRole('button', { name: 'Open Schedule now' });
    expect(submit).toHaveProperty('disabled', true);
    await user.type(dialog.getByLabelText('Reason'), 'all reviewed early');
    await user.click(submit);
    await waitFor(() => expect(sent).toEqual([{ open: 'schedule', reason: 'all reviewed early' }]));
  });

  it('shows a draft the way to its publication, and publishes it with its revision', async () => {
    const ready = { ...draft, rule: { ...draft.rule, draft: true }, rounds: published.rounds };
    serve(ready);
    const sent: unknown[] = [];
    server.use(
      http.post(`${api}/campaigns/c2/publication`, async ({ request }) => {
        expect(request.headers.get('Idempotency-Key')).toMatch(/^[0-9a-f-]{36}$/);
        sent.push(await request.json());
        return HttpResponse.json({ revision: 3 });
      }),
    );
    const { user } = open();
    await user.click(await screen.findByRole('button', { name: 'Publish' }));
    await waitFor(() => expect(sent).toEqual([{ revision: 2 }]));
    expect(await screen.findByText(/Brand day is published/)).toBeTruthy();
  });

  it('does not offer to publish before rule and round are there', async () => {
    serve(draft);
    open();
    expect(await screen.findByRole('button', { name: 'Publish' })).toHaveProperty('disabled', true);
    const way = within(screen.getByRole('list', { name: 'Steps to publication' }));
    expect(way.getAllByRole('listitem')).toHaveLength(3);
  });

  it('says what is missing when the server refuses to publish', async () => {
    serve({ ...draft, rule: { ...draft.rule, draft: true }, rounds: published.rounds });
    server.use(
      http.post(`${api}/campaigns/c2/publication`, () =>
        HttpResponse.json(
          { code: 'campaigns.not_ready', detail: '1 things are missing before this can be published', status: 409 },
          { status: 409 },
        ),
      ),
    );
    const { user } = open();
    await user.click(await screen.findByRole('button', { name: 'Publish' }));
    expect((await screen.findByRole('alert')).textContent).toContain('missing before this can be published');
  });

  it('offers the first step where there is no campaign yet', async () => {
    serve();
    const { user } = open('zh-CN');
    expect(await screen.findByText('这个大促还没有活动')).toBeTruthy();
    await user.click(screen.getAllByRole('button', { name: '新建活动' })[1] as HTMLElement);
    expect(await screen.findByRole('dialog', { name: '新建活动' })).toBeTruthy();
  });
});
