import { screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import { showScreen } from '@/testing/screen';
import { server } from '@/testing/server';
import type { Preferences } from '../../telling';
import { screen as NotificationSettings } from './notification-settings';

const api = '*/api/v1/t/demo/notifications/preferences';
const said: Preferences = {
  mailIsOn: true,
  address: null,
  language: 'en',
  mailError: null,
  kinds: [{ kind: 'kernel.dead_letters', label: { 'zh-CN': '死信', en: 'Dead letters' }, inApp: true, mail: true }],
};
let sent: unknown[] = [];

beforeEach(() => {
  sent = [];
  server.use(
    http.get(api, () => HttpResponse.json(said)),
    http.put(api, async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json(said);
    }),
  );
});

const open = (language: 'en' | 'zh-CN' = 'en') =>
  showScreen('notifications/settings', NotificationSettings, 'notifications/settings', language);

describe('notification settings', () => {
  it('are saved: where mail goes, and what is told', async () => {
    const { user } = open();
    await user.type(await screen.findByRole('textbox', { name: 'Mail address' }), 'lin@example.com');
    await user.click(screen.getByRole('checkbox', { name: 'Dead letters as mail' }));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(sent).toEqual([
        {
          address: 'lin@example.com',
          language: 'en',
          kinds: [{ kind: 'kernel.dead_letters', inApp: true, mail: false }],
        },
      ]),
    );
    expect(await screen.findByText('Saved.')).toBeTruthy();
  });

  it('keep what was typed when it is refused, and say what is accepted', async () => {
    server.use(
      http.put(api, () =>
        HttpResponse.json(
          { status: 400, fields: [{ path: 'address', message: 'is no mail address', accepted: 'one address' }] },
          { status: 400 },
        ),
      ),
    );
    const { user } = open();
    await user.type(await screen.findByRole('textbox', { name: 'Mail address' }), 'lin@example');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('is no mail address Accepted: one address')).toBeTruthy();
    expect((screen.getByRole('textbox', { name: 'Mail address' }) as HTMLInputElement).value).toBe('lin@example');
  });

  it('say that this installation sends no mail', async () => {
    server.use(http.get(api, () => HttpResponse.json({ ...said, mailIsOn: false })));
    open('zh-CN');
    expect(await screen.findByText(/没有设置邮件服务器/)).toBeTruthy();
  });
});
