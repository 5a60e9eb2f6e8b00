import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import { showScreen } from '@/testing/screen';
import { server } from '@/testing/server';
import type { ImportView } from '../../api';
import { screen as ImportList } from './import-list';

const api = '*/api/v1/t/demo';
const running: ImportView = {
  id: 'i1',
  kind: 'products',
  format: 'csv',
  name: 'olist_products.csv',
  bytes: 1000,
  status: 'running',
  by: 'lin',
  createdAt: '2026-11-01T01:00:00Z',
  startedAt: '2026-11-01T01:00:00Z',
  finishedAt: null,
  bytesRead: 610,
  rows: { read: 20118, created: 20101, updated: 0, unchanged: 0, refused: 17 },
  rowsPerSecond: 5120,
  secondsLeft: 42,
  derived: {},
  error: null,
};
let rows: ImportView[] = [];

beforeEach(() => {
  rows = [running];
  server.use(
    http.get(`${api}/imports`, () => HttpResponse.json({ items: rows, next: null })),
    http.get(`${api}/import-kinds`, () =>
      HttpResponse.json({
        items: [
          {
            name: 'products',
            label: { en: 'Products', 'zh-CN': '商品' },
            columns: [{ name: 'id', required: true, text: { en: 'External id', 'zh-CN': '外部编号' } }],
          },
        ],
        next: null,
      }),
    ),
    http.get(`${api}/imports/i1/errors`, () =>
      HttpResponse.json({
        items: [
          {
            line: 17,
            column: 'price',
            code: 'x',
            value: '1,99',
            text: { en: 'is no number', 'zh-CN': '不是数字' },
            raw: '17;1,99',
          },
        ],
        next: null,
      }),
    ),
  );
});

const open = (search = '', language: 'en' | 'zh-CN' = 'en') =>
  showScreen('imports', ImportList, `imports${search}`, language);

describe('imports', () => {
  it('show done of total, the rate and the time left as the server knows them', async () => {
    open();
    const bar = await screen.findByRole('progressbar', { name: 'Progress of olist_products.csv' });
    expect(bar.getAttribute('value')).toBe('610');
    expect(screen.getByText(/61% · 5,120\/s · 42 seconds left/)).toBeTruthy();
  });

  it('open by their address again after a reload, with refused rows and their file', async () => {
    open('?open=i1', 'zh-CN');
    const panel = within(await screen.findByRole('dialog', { name: 'olist_products.csv' }));
    expect(await panel.findByText(/不是数字/)).toBeTruthy();
    expect(panel.getByText('第 17 行')).toBeTruthy();
    expect(panel.getByRole('link', { name: '下载错误明细' }).getAttribute('href')).toBe(
      '/api/v1/t/demo/imports/i1/errors.csv',
    );
  });

  it('are stopped on request', async () => {
    server.use(
      http.post(`${api}/imports/i1/cancellation`, () => {
        rows = [{ ...running, status: 'cancelling' }];
        return HttpResponse.json(rows[0]);
      }),
    );
    const { user } = open('?open=i1');
    await user.click(await screen.findByRole('button', { name: 'Stop the import' }));
    await waitFor(() => expect(screen.getAllByText('Stopping').length).toBeGreaterThan(0));
  });

  it('start from a file with the columns of its kind in sight', async () => {
    const sent: { query: string; body: string }[] = [];
    server.use(
      http.post(`${api}/imports`, async ({ request }) => {
        sent.push({ query: new URL(request.url).search, body: await request.text() });
        return HttpResponse.json(running, { status: 202 });
      }),
    );
    const { user } = open();
    await user.click(await screen.findByRole('button', { name: 'Import a file' }));
    const dialog = await screen.findByRole('dialog', { name: 'Import a file' });
    await user.click(within(dialog).getByRole('combobox', { name: 'Content' }));
    await user.click(await screen.findByRole('option', { name: 'Products' }));
    expect(within(dialog).getByText('External id')).toBeTruthy();
    const chooser = dialog.querySelector('input[type=file]') as HTMLInputElement;
    await user.upload(chooser, new File(['id\n1\n'], 'p.csv', { type: 'text/csv' }));
    await user.click(within(dialog).getByRole('button', { name: 'Start the import' }));
    await waitFor(() => expect(sent).toEqual([{ query: '?kind=products&format=csv&name=p.csv', body: 'id\n1\n' }]));
  });
});
