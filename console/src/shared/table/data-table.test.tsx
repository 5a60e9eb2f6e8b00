import { screen, waitFor, within } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { show } from '@/testing/render';
import type { Column } from './columns';
import { DataTable } from './data-table';

interface Shop {
  id: string;
  name: string;
  items: number;
}

const shops: Shop[] = Array.from({ length: 5 }, (_, index) => ({
  id: `s${index}`,
  name: `Shop ${index}`,
  items: index * 10,
}));
const columns: Column<Shop>[] = [
  { id: 'name', label: 'Name', cell: (row) => row.name, fixed: true },
  { id: 'items', label: 'Items', cell: (row) => row.items, align: 'right' },
  { id: 'id', label: 'Id', cell: (row) => row.id, hiddenAtFirst: true },
];

function Shops(props: { rows?: Shop[]; onOpen?: (row: Shop) => void; selecting?: boolean; failure?: string }) {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  return (
    <DataTable
      label="Shops"
      columns={columns}
      rows={props.rows}
      rowId={(row) => row.id}
      rowName={(row) => row.name}
      empty="No shops yet"
      failure={props.failure}
      onOpen={props.onOpen}
      selection={props.selecting ? { ids, change: setIds, selectable: (id) => id !== 's0' } : undefined}
      toolbar={<span>{`chosen: ${[...ids].join()}`}</span>}
    />
  );
}

describe('the table', () => {
  it('shows rows of the right height before the first answer, then the empty text', async () => {
    show(<Shops />);
    expect(await screen.findByText('Loading')).toBeTruthy();
    expect(screen.getByRole('table', { name: 'Shops' }).getAttribute('aria-busy')).toBe('true');
  });

  it('says what an empty list is for, and what failed', async () => {
    show(
      <>
        <Shops rows={[]} />
        <Shops failure="No answer" />
      </>,
    );
    expect(await screen.findByText('No shops yet')).toBeTruthy();
    expect(screen.getByText('No answer')).toBeTruthy();
  });

  it('is walked by keyboard alone: j, k, End, Enter', async () => {
    const opened = vi.fn();
    const { user } = show(<Shops rows={shops} onOpen={opened} />);
    const rows = (await screen.findAllByRole('row')).slice(1);
    rows[0]?.focus();
    await user.keyboard('jjk');
    expect(document.activeElement).toBe(rows[1]);
    await user.keyboard('{Enter}');
    expect(opened).toHaveBeenCalledWith(shops[1]);
    await user.keyboard('{End}j');
    expect(document.activeElement).toBe(rows[4]);
  });

  it('selects by Space and by the box, and leaves out what cannot be selected', async () => {
    const { user } = show(<Shops rows={shops} selecting />);
    await user.click(await screen.findByRole('checkbox', { name: 'Select Shop 2' }));
    const rows = screen.getAllByRole('row').slice(1);
    rows[3]?.focus();
    await user.keyboard(' ');
    expect(screen.getByText('chosen: s2,s3')).toBeTruthy();
    await user.click(screen.getByRole('checkbox', { name: 'Select all rows on this page' }));
    expect(screen.getByText('chosen: s1,s2,s3,s4')).toBeTruthy();
    expect(screen.getByRole('checkbox', { name: 'Select Shop 0' })).toHaveProperty('disabled', true);
  });

  it('keeps the chosen columns in the address, so a view is a link', async () => {
    const { user, router } = show(<Shops rows={shops} />, { at: '/?columns=items' });
    expect(await screen.findByRole('columnheader', { name: 'Name' })).toBeTruthy();
    expect(screen.queryByRole('columnheader', { name: 'Items' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Columns' }));
    const chooser = await screen.findByRole('group', { name: 'Columns' });
    expect(within(chooser).getByRole('checkbox', { name: 'Name' })).toHaveProperty('disabled', true);
    await user.click(within(chooser).getByRole('checkbox', { name: 'Id' }));
    await waitFor(() => expect(router.state.location.search).toEqual({ columns: 'id.items' }));
    expect(screen.getByRole('columnheader', { name: 'Id' })).toBeTruthy();
  });

  it('lets a button in a row be clicked at once, also when the click moves the keyboard to that row', async () => {
    const pressed = vi.fn();
    const acting: Column<Shop>[] = [
      {
        id: 'act',
        label: 'Act',
        cell: (row) => <button type="button" onClick={() => pressed(row.id)}>{`Act on ${row.name}`}</button>,
      },
    ];
    const { user } = show(
      <DataTable
        label="Shops"
        columns={acting}
        rows={shops}
        rowId={(row) => row.id}
        rowName={(row) => row.name}
        empty="No shops yet"
      />,
    );
    await user.click(await screen.findByRole('button', { name: 'Act on Shop 3' }));
    expect(pressed).toHaveBeenCalledWith('s3');
  });
});
