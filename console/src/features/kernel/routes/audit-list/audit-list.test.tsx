import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import { showScreen } from '@/testing/screen';
import { server } from '@/testing/server';
import type { AuditRow } from '../../api';
import { screen as AuditList } from './audit-list';

const row: AuditRow = {
  id: '01a1fcd9-0000-7000-8000-000000000001',
  at: '2026-11-01T01:00:00Z',
  actor: 'olga',
  actorId: 'person-olga',
  action: 'campaigns.freeze.made',
  subject: 'freeze:f1',
  detail: { name: 'Peak' } as AuditRow['detail'],
  shop: null,
};
let asked: URLSearchParams[] = [];
let rows: AuditRow[] = [];

beforeEach(() => {
  asked = [];
  rows = [row];
  server.use(
    http.get('*/api/v1/t/demo/audit', ({ request }) => {
      asked.push(new URL(request.url).searchParams);
      return HttpResponse.json({ items: rows, next: null });
    }),
  );
});

const open = (search = '', language: 'en' | 'zh-CN' = 'en') =>
  showScreen('audit', AuditList, `audit${search}`, language);

describe('the audit', () => {
  it('says who did what to what', async () => {
    open();
    expect(await screen.findByText('campaigns.freeze.made')).toBeTruthy();
    expect(screen.getByText('olga')).toBeTruthy();
    expect(screen.getByText('freeze:f1')).toBeTruthy();
  });

  it('says so when nothing fits', async () => {
    rows = [];
    open('', 'zh-CN');
    expect(await screen.findByText('没有符合的记录')).toBeTruthy();
  });

  it('is asked as its address says', async () => {
    open('?actor=person-olga&from=2026-11-01T00:00:00Z&until=never');
    await screen.findByText('olga');
    expect(Object.fromEntries(asked[0] ?? [])).toEqual({
      actor: 'person-olga',
      from: '2026-11-01T00:00:00Z',
      limit: '50',
    });
  });

  it('is narrowed by an action typed, from its first page on', async () => {
    const { user, router } = open('?cursor=later');
    await screen.findByText('olga');
    await user.type(screen.getByRole('textbox', { name: 'Action or its beginning' }), 'campaigns.freeze{Enter}');
    await waitFor(() => expect(asked.at(-1)?.get('action')).toBe('campaigns.freeze'));
    expect(asked.at(-1)?.get('cursor')).toBeNull();
    expect(router.state.location.search).toEqual({ action: 'campaigns.freeze' });
  });

  it('shows what a change said, and leads to all of that person', async () => {
    const { user } = open(`?open=${row.id}`);
    const panel = within(await screen.findByRole('dialog', { name: 'campaigns.freeze.made' }));
    expect(panel.getByText(/"name": "Peak"/)).toBeTruthy();
    await user.click(panel.getByRole('button', { name: 'Only this person' }));
    await waitFor(() => expect(asked.at(-1)?.get('actor')).toBe('person-olga'));
  });
});
