import { screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import { showScreen } from '@/testing/screen';
import { server } from '@/testing/server';
import type { Told } from '../../telling';
import { screen as NotificationList } from './notification-list';

const api = '*/api/v1/t/demo/notifications';
const told: Told = {
  id: '01a1fcd9-0000-7000-8000-000000000001',
  kind: 'kernel.dead_letters',
  kindLabel: { 'zh-CN': '死信', en: 'Dead letters' },
  title: { 'zh-CN': '有事件无法处理', en: 'Events cannot be handled' },
  text: { 'zh-CN': '请查看原因。', en: 'See why.' },
  link: 'dead-letters',
  shop: null,
  at: '2026-11-01T01:00:00Z',
  times: 3,
  isRead: false,
};
let rows: Told[] = [];
let asked: URLSearchParams[] = [];
let marked: unknown[] = [];

beforeEach(() => {
  rows = [told];
  asked = [];
  marked = [];
  server.use(
    http.get(api, ({ request }) => {
      asked.push(new URL(request.url).searchParams);
      return HttpResponse.json({ items: rows, next: 'further' });
    }),
    http.post(`${api}/read`, async ({ request }) => {
      marked.push(await request.json());
      rows = rows.map((row) => ({ ...row, isRead: true }));
      return HttpResponse.json({});
    }),
  );
});

const open = (search = '', language: 'en' | 'zh-CN' = 'en') =>
  showScreen('notifications', NotificationList, `notifications${search}`, language);

describe('the inbox', () => {
  it('says what happened, how often, and where to act', async () => {
    open();
    const link = await screen.findByRole('link', { name: 'Events cannot be handled' });
    expect(link.getAttribute('href')).toBe('/t/demo/dead-letters');
    expect(screen.getByText(/3 times/)).toBeTruthy();
  });

  it('marks one as read', async () => {
    const { user } = open();
    await user.click(await screen.findByRole('button', { name: 'Mark as read: Events cannot be handled' }));
    await waitFor(() => expect(marked).toEqual([{ notifications: [told.id], all: false }]));
    await waitFor(() => expect(screen.queryByText('New')).toBeNull());
  });

  it('marks all as read', async () => {
    const { user } = open();
    await screen.findByText('Events cannot be handled');
    await user.click(screen.getByRole('button', { name: 'Mark all as read' }));
    await waitFor(() => expect(marked).toEqual([{ all: true }]));
  });

  it('shows the unread, from their first page', async () => {
    const { user } = open('?cursor=further');
    await user.click(await screen.findByText('Unread'));
    await waitFor(() => expect(asked.at(-1)?.get('unread')).toBe('true'));
    expect(asked.at(-1)?.get('cursor')).toBeNull();
  });

  it('says that there is nothing, in Chinese too', async () => {
    rows = [];
    open('', 'zh-CN');
    expect(await screen.findByText('没有通知')).toBeTruthy();
  });

  it('says why it could not be loaded', async () => {
    server.use(http.get(api, () => HttpResponse.json({ status: 403 }, { status: 403 })));
    open();
    expect(await screen.findByRole('alert')).toBeTruthy();
  });
});
