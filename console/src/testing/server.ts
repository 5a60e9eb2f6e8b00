import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import type { Session } from '@/shared/api/session';

export const operator: Session = {
  principal: { id: '018f0000-0000-7000-8000-000000000001', name: 'lin', display: 'Lin Operator' },
  roles: ['administrator'],
  tenants: [
    {
      id: '018f0000-0000-7000-8000-0000000000aa',
      slug: 'demo',
      name: 'Demo market',
      kind: 'rehearsal',
      zone: 'Asia/Shanghai',
      currency: 'CNY',
      now: '2026-11-01T02:00:00Z',
      roles: ['operator'],
      categories: null,
      merchants: null,
      shops: [],
    },
  ],
};

/** Answers as the platform would, in the generated types: a changed contract fails to compile here. */
export const server = setupServer(
  http.get('*/api/v1/session', () => HttpResponse.json(operator)),
  http.get('*/api/v1/sign-in', () => HttpResponse.json({ providers: [] })),
  http.get('*/api/v1/t/demo/freezes', () => HttpResponse.json([])),
  http.get('*/api/v1/t/demo/notifications/unread', () => HttpResponse.json({ unread: 0 })),
);
