import { screen } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { show } from '@/testing/render';
import { defaultsOf, type FieldSchema, type Spec } from './field-schema';
import { SchemaForm } from './schema-form';

const label = (en: string) => ({ en, 'zh-CN': `${en}（中）` });
const fields: FieldSchema[] = [
  { name: 'off', kind: 'percent', label: label('Discount'), required: true, default: 1000 },
  { name: 'over', kind: 'money', label: label('Threshold'), required: true },
  { name: 'pieces', kind: 'integer', label: label('Pieces'), required: false, min: 1, max: 9 },
  { name: 'for', kind: 'period', label: label('Valid for'), required: false, default: 7200 },
  {
    name: 'scope',
    kind: 'choice',
    label: label('Scope'),
    required: true,
    choices: [{ name: 'shop', label: label('One shop') }],
  },
  { name: 'shape', kind: 'hologram', label: label('Shape'), required: false },
];

function Form({ first = {} }: { first?: Spec }) {
  const [value, setValue] = useState<Spec>({ ...defaultsOf(fields), ...first });
  return (
    <>
      <SchemaForm fields={fields} value={value} onChange={setValue} errors={{ over: 'is too small' }} />
      <output>{JSON.stringify(value)}</output>
    </>
  );
}

const value = () => JSON.parse(screen.getByRole('status').textContent ?? '') as Spec;

describe('a form from the server', () => {
  it('shows scaled integers as people write them and keeps them as integers', async () => {
    const { user } = show(<Form />);
    expect((await screen.findByLabelText<HTMLInputElement>(/Discount/)).value).toBe('10 %');
    await user.type(screen.getByLabelText(/Threshold/), '300.5');
    expect(value()).toMatchObject({ off: 1000, over: 30050, for: 7200 });
    expect(screen.getByText('is too small')).toBeTruthy();
  });

  it('keeps what it does not know: members without a field, and kinds it cannot edit', async () => {
    const { user } = show(<Form first={{ shape: { sides: 3 }, later: 'yes' }} />);
    expect((await screen.findByLabelText<HTMLInputElement>(/Shape/)).readOnly).toBe(true);
    await user.type(screen.getByLabelText(/Pieces/), '4');
    expect(value()).toMatchObject({ shape: { sides: 3 }, later: 'yes', pieces: 4 });
  });

  it('changes the unit of a period, and with it what the number means', async () => {
    const { user } = show(<Form />);
    expect((await screen.findByLabelText<HTMLInputElement>('Valid for')).value).toBe('2');
    await user.click(screen.getByRole('combobox', { name: 'Unit of Valid for' }));
    await user.click(await screen.findByRole('option', { name: 'days' }));
    expect(value()).toMatchObject({ for: 172_800 });
  });

  it('labels fields in the reader’s language', async () => {
    show(<Form />, { language: 'zh-CN' });
    expect(await screen.findByLabelText(/Discount（中）/)).toBeTruthy();
  });
});
