import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import { showScreen } from '@/testing/screen';
import { server } from '@/testing/server';
import { draft, noRule, salesRule, season } from '../../testing/fixtures';
import { screen as CampaignRule } from './campaign-rule';

const api = '*/api/v1/t/demo';
const saved: unknown[] = [];

const unreadable = (text: string) => ({
  ok: false,
  rule: null,
  json: null,
  sha256: null,
  errors: [
    {
      code: 'rules.text_unreadable',
      path: 'text',
      message: '',
      position: text.length,
      line: 1,
      column: text.length + 1,
      found: '',
      expected: ['Applies to each item:'],
      near: [],
    },
  ],
});

beforeEach(() => {
  saved.length = 0;
  server.use(
    http.get(`${api}/seasons/s1`, () => HttpResponse.json(season({ ...draft, id: 'c1' }))),
    http.get(`${api}/campaigns/c1/rule`, () => HttpResponse.json(noRule)),
    http.get(`${api}/rules/fields`, () => HttpResponse.json([])),
    http.post(`${api}/rules/parse`, async ({ request }) => {
      const body = (await request.json()) as { text?: string; json?: string };
      if (body.json) {
        const { clauses } = JSON.parse(body.json) as { clauses: { moment: 'lock' }[] };
        const [clause] = salesRule.clauses;
        const moved = {
          ...salesRule,
          textEn: salesRule.textEn.replace('as of submission', 'checked again at lock'),
          clauses: [{ ...clause, moment: clauses[0]?.moment }],
        };
        return HttpResponse.json({ ok: true, rule: moved, json: body.json, sha256: 'b', errors: [] });
      }
      return body.text === salesRule.textEn || body.text?.includes('at lock')
        ? HttpResponse.json({
            ok: true,
            rule: salesRule,
            json: JSON.stringify({ clauses: [{ number: 1, moment: 'frozen' }] }),
            sha256: 'a',
            errors: [],
          })
        : HttpResponse.json(unreadable(body.text ?? ''));
    }),
    http.put(`${api}/campaigns/c1/rule`, async ({ request }) => {
      saved.push(await request.json());
      return HttpResponse.json({ ...noRule, revision: 4 });
    }),
  );
});

const open = () => showScreen('seasons/$season/campaigns/$campaign/rule', CampaignRule, 'seasons/s1/campaigns/c1/rule');

describe('the rule of a campaign', () => {
  it('is read while it is typed: both languages and the tree beside the text, then saved', async () => {
    const { user } = open();
    const text = await screen.findByLabelText('In English');
    fireEvent.change(text, { target: { value: salesRule.textEn } });
    expect(await screen.findByText(/Understood: 1 clause\./)).toBeTruthy();
    expect(screen.getAllByText(/近30天销量不低于10件/).length).toBeGreaterThan(1);
    const tree = within(screen.getByRole('region', { name: 'What is executed' }));
    expect(tree.getByText('sales in 30 days is at least 10 pieces')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Save the rule' }));
    await waitFor(() => expect(saved).toEqual([{ revision: 3, language: 'en', item: salesRule.textEn }]));
  });

  it('says where the reading stopped and offers what may come next', async () => {
    const { user } = open();
    const text = await screen.findByLabelText<HTMLTextAreaElement>('In English');
    fireEvent.change(text, { target: { value: 'Nonsense' } });
    expect(await screen.findByText(/Line 1, column 9/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Save the rule' })).toHaveProperty('disabled', true);
    const next = within(screen.getByRole('region', { name: 'May come next' }));
    await user.click(next.getByRole('button', { name: 'Applies to each item:' }));
    expect(text.value).toBe('Nonsense Applies to each item: ');
  });

  it('changes the moment of a clause in the tree, and the server writes the words', async () => {
    const { user } = open();
    const text = await screen.findByLabelText<HTMLTextAreaElement>('In English');
    fireEvent.change(text, { target: { value: salesRule.textEn } });
    await user.click(await screen.findByRole('combobox', { name: 'When clause 1 is judged' }));
    await user.click(await screen.findByRole('option', { name: 'Again at the lock' }));
    await waitFor(() => expect(text.value).toContain('checked again at lock'));
  });

  it('publishes a saved change of a published campaign from where it was written', async () => {
    const sent: unknown[] = [];
    server.use(
      http.get(`${api}/seasons/s1`, () => HttpResponse.json(season({ ...draft, id: 'c1', status: 'published' }))),
      http.get(`${api}/campaigns/c1/rule`, () =>
        HttpResponse.json({ ...noRule, revision: 9, draft: [{ gate: 'item', rule: salesRule, sha256: null }] }),
      ),
      http.post(`${api}/campaigns/c1/publication`, async ({ request }) => {
        sent.push(await request.json());
        return HttpResponse.json({});
      }),
    );
    const { user } = open();
    await user.click(await screen.findByRole('button', { name: 'Publish the changes' }));
    await waitFor(() => expect(sent).toEqual([{ revision: 9 }]));
  });
});
