import type { ColumnDef } from '@tanstack/react-table';
import type { ReactNode } from 'react';

/** A column as the screens declare it; the table library behind it can change without them. */
export interface Column<Row> {
  id: string;
  label: string;
  cell: (row: Row) => ReactNode;
  /** Numbers stand right. */
  align?: 'left' | 'right';
  /** In pixels; columns without one share what is left. */
  width?: number;
  /** A column without which the table says nothing cannot be hidden. */
  fixed?: boolean;
  /** Not shown until chosen. */
  hiddenAtFirst?: boolean;
}

export function toColumnDefs<Row>(columns: readonly Column<Row>[]): ColumnDef<Row>[] {
  return columns.map((column) => ({
    id: column.id,
    header: column.label,
    cell: ({ row }) => column.cell(row.original),
  }));
}
