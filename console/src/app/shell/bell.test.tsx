import { screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';
import { show } from '@/testing/render';
import { server } from '@/testing/server';
import { Bell } from './bell';

const answers = (count: number, isMore: boolean) =>
  server.use(http.get('*/api/v1/t/demo/notifications/unread', () => HttpResponse.json({ count, isMore })));

describe('the bell', () => {
  it('says how many are unread, and where to read them', async () => {
    answers(3, false);
    show(<Bell tenant="demo" />);
    const bell = await screen.findByRole('link', { name: 'Notifications, 3 unread' });
    expect(bell.getAttribute('href')).toBe('/t/demo/notifications');
  });

  it('counts no further than it can', async () => {
    answers(99, true);
    show(<Bell tenant="demo" />, { language: 'zh-CN' });
    expect(await screen.findByText('99+')).toBeTruthy();
  });

  it('is quiet when all is read, and when nobody answers', async () => {
    server.use(http.get('*/api/v1/t/demo/notifications/unread', () => new HttpResponse(null, { status: 503 })));
    const { queries } = show(<Bell tenant="demo" />);
    expect(await screen.findByRole('link', { name: 'Notifications' })).toBeTruthy();
    await waitFor(() => expect(queries.isFetching()).toBe(0));
    expect(screen.getByRole('link', { name: 'Notifications' })).toBeTruthy();
  });
});
