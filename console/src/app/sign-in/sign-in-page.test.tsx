import { createMemoryHistory, RouterProvider } from '@tanstack/react-router';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { describe, expect, it, vi } from 'vitest';
import { operator, server } from '@/testing/server';
import { wordsOf } from '@/testing/texts';
import { makeQueryClient, Providers } from '../providers';
import { makeRouter } from '../router';

function open(at: string) {
  const words = wordsOf('en');
  const router = makeRouter(words, { history: createMemoryHistory({ initialEntries: [`/console${at}`] }) });
  render(
    <Providers queries={makeQueryClient()} texts={words}>
      <RouterProvider router={router as never} />
    </Providers>,
  );
  return { user: userEvent.setup(), router };
}

describe('signing in', () => {
  it('is asked of whoever is not signed in, and leads back to where they were', async () => {
    let signedIn = false;
    server.use(
      http.get('*/api/v1/session', () =>
        signedIn ? HttpResponse.json(operator) : HttpResponse.json({ code: 'request.not_signed_in' }, { status: 401 }),
      ),
      http.post('*/api/v1/session', async ({ request }) => {
        expect(await request.json()).toEqual({ name: 'lin', password: 'right' });
        signedIn = true;
        return HttpResponse.json(operator);
      }),
    );
    const { user, router } = open('/t/demo/nowhere?q=1');
    await user.type(await screen.findByLabelText('Name'), 'lin');
    await user.type(screen.getByLabelText('Password'), 'right');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(await screen.findByRole('navigation', { name: 'Main navigation' })).toBeTruthy();
    expect(router.state.location.href).toContain('/t/demo/nowhere?q=1');
  });

  it('says in words that the password is wrong, and keeps the name', async () => {
    server.use(
      http.get('*/api/v1/session', () => HttpResponse.json({ code: 'request.not_signed_in' }, { status: 401 })),
      http.post('*/api/v1/session', () =>
        HttpResponse.json({ code: 'request.not_signed_in', status: 401 }, { status: 401 }),
      ),
    );
    const { user } = open('/sign-in');
    await user.type(await screen.findByLabelText('Name'), 'lin');
    await user.type(screen.getByLabelText('Password'), 'wrong');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    expect((await screen.findByRole('alert')).textContent).toContain('Name or password is wrong.');
    expect(screen.getByLabelText<HTMLInputElement>('Name').value).toBe('lin');
  });

  it('offers every provider of the installation and goes where the server says', async () => {
    const gone: string[] = [];
    const here = window.location;
    vi.stubGlobal('location', { ...here, origin: here.origin, href: here.href, assign: (to: string) => gone.push(to) });
    server.use(
      http.get('*/api/v1/session', () => HttpResponse.json({ code: 'request.not_signed_in' }, { status: 401 })),
      http.get('*/api/v1/sign-in', () => HttpResponse.json({ providers: [{ name: 'company', title: 'Company' }] })),
      http.post('*/api/v1/sign-in/company', async ({ request }) => {
        expect(await request.json()).toEqual({ from: '/t/demo/items?q=1' });
        return HttpResponse.json({ location: 'https://login.example.com/authorize?x=1' });
      }),
    );
    const { user } = open(`/sign-in?from=${encodeURIComponent('/t/demo/items?q=1')}`);
    await user.click(await screen.findByRole('button', { name: 'Sign in with Company' }));
    await waitFor(() => expect(gone).toEqual(['https://login.example.com/authorize?x=1']));
    vi.stubGlobal('location', here);
  });

  it('says why a provider sent somebody back, with the reference to give to an administrator', async () => {
    server.use(
      http.get('*/api/v1/session', () => HttpResponse.json({ code: 'request.not_signed_in' }, { status: 401 })),
    );
    open('/sign-in?failed=unlinked&provider=Company&reference=0190-77');
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('Your account at Company belongs to nobody here yet.');
    expect(alert.textContent).toContain('Reference: 0190-77');
  });

  it('shows another tenant’s address as a page that is not there', async () => {
    open('/t/somebody-else/');
    expect(await screen.findByText('There is no page here')).toBeTruthy();
  });
});
