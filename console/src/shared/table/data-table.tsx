import { Checkbox } from '@mantine/core';
import { flexRender, getCoreRowModel, type RowSelectionState, useReactTable } from '@tanstack/react-table';
import { type KeyboardEvent, type ReactNode, useId, useMemo, useRef, useState } from 'react';
import { useI18n } from '@/shared/i18n/i18n';
import { Sideways } from '../sideways/sideways';
import { ColumnChooser } from './column-chooser';
import { type Column, toColumnDefs } from './columns';
import classes from './data-table.module.css';
import { SkeletonRows } from './skeleton-rows';
import { useHiddenColumns } from './use-hidden-columns';

export interface Selection {
  ids: ReadonlySet<string>;
  change: (ids: ReadonlySet<string>) => void;
  /** Rows that take no part in a bulk action. */
  selectable?: (id: string) => boolean;
}

interface Props<Row> {
  /** Says what the table lists; read aloud, and the name tests find it by. */
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[] | undefined;
  rowId: (row: Row) => string;
  rowName: (row: Row) => string;
  /** Shown instead of rows: what failed, with a way to try again. */
  failure?: ReactNode;
  /** Shown when there are no rows: what this is for, and the first step. */
  empty: ReactNode;
  onOpen?: (row: Row) => void;
  selection?: Selection;
  /** Left of the column chooser: filters, counts. */
  toolbar?: ReactNode;
  footer?: ReactNode;
  /** Below this width the table scrolls sideways instead of squeezing its columns. */
  minWidth?: number;
  skeletonRows?: number;
  /** The row whose details are open. */
  currentId?: string | null;
  /** What other keys do to the row that the keyboard is on. */
  rowKeys?: Record<string, (row: Row) => void>;
  /** Says which keys those are. */
  keysHint?: string;
}

/** The one table of the console. It draws what it is given: rows, counts and order come from the server. */
export function DataTable<Row>(props: Props<Row>) {
  const { label, columns, rows, rowId, rowName, failure, empty, onOpen, selection, toolbar, footer } = props;
  const { t } = useI18n();
  const hintId = useId();
  const body = useRef<HTMLTableSectionElement>(null);
  const [active, setActive] = useState(0);
  const [hidden, toggleColumn] = useHiddenColumns(columns);

  // A cell whose function is new is another component: a button in it would be replaced under a click that focuses its row.
  const defs = useMemo(() => toColumnDefs(columns), [columns]);
  const table = useReactTable({
    data: rows as Row[],
    columns: defs,
    state: {
      columnVisibility: Object.fromEntries(columns.map((column) => [column.id, !hidden.has(column.id)])),
      rowSelection: selectionState(selection),
    },
    getRowId: rowId,
    getCoreRowModel: getCoreRowModel(),
    manualSorting: true,
  });

  const selectable = (id: string) => selection?.selectable?.(id) ?? true;
  const toggle = (id: string) => {
    if (selection === undefined || !selectable(id)) return;
    const next = new Set(selection.ids);
    if (!next.delete(id)) next.add(id);
    selection.change(next);
  };

  const focusRow = (index: number) => {
    const bounded = Math.max(0, Math.min(index, (rows?.length ?? 1) - 1));
    setActive(bounded);
    (body.current?.rows[bounded] as HTMLElement | undefined)?.focus();
  };

  const onKey = (event: KeyboardEvent<HTMLTableRowElement>, row: Row, index: number) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const moves: Record<string, number> = {
      j: index + 1,
      ArrowDown: index + 1,
      k: index - 1,
      ArrowUp: index - 1,
      Home: 0,
      End: (rows?.length ?? 1) - 1,
    };
    const target = moves[event.key];
    if (target !== undefined) focusRow(target);
    else if (event.key === 'Enter' && onOpen) onOpen(row);
    else if (event.key === ' ' && selection) toggle(rowId(row));
    else if (props.rowKeys?.[event.key]) props.rowKeys[event.key]?.(row);
    else return;
    event.preventDefault();
  };

  const visible = columns.filter((column) => !hidden.has(column.id));
  const span = visible.length + (selection ? 1 : 0);
  const page = rows?.map(rowId).filter(selectable) ?? [];
  const chosen = page.filter((id) => selection?.ids.has(id)).length;

  return (
    <section className={classes.frame} aria-label={label}>
      <div className={classes.toolbar}>
        <div className={classes.tools}>{toolbar}</div>
        <ColumnChooser columns={columns} hidden={hidden} onToggle={toggleColumn} />
      </div>
      <Sideways label={label} className={classes.scroll}>
        <table
          className={classes.table}
          style={{ minWidth: Math.max(props.minWidth ?? 880, needed(visible)) }}
          aria-describedby={hintId}
          aria-busy={rows === undefined && !failure}
        >
          <caption className="mq-visually-hidden">{label}</caption>
          <colgroup>
            {selection && <col style={{ width: 40 }} />}
            {visible.map((column) => (
              <col key={column.id} style={column.width ? { width: column.width } : undefined} />
            ))}
          </colgroup>
          <thead>
            <tr>
              {selection && (
                <th scope="col" className={classes.check}>
                  <Checkbox
                    size="xs"
                    aria-label={t('table.select_all')}
                    checked={page.length > 0 && chosen === page.length}
                    indeterminate={chosen > 0 && chosen < page.length}
                    disabled={page.length === 0}
                    onChange={() => selection.change(new Set(chosen === page.length ? [] : page))}
                  />
                </th>
              )}
              {visible.map((column) => (
                <th key={column.id} scope="col" data-align={column.align}>
                  {column.label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody ref={body}>
            {failure === undefined && rows === undefined && (
              <SkeletonRows rows={props.skeletonRows ?? 12} columns={span} />
            )}
            {failure !== undefined && (
              <tr>
                <td colSpan={span} className={classes.instead}>
                  <div>{failure}</div>
                </td>
              </tr>
            )}
            {failure === undefined && rows?.length === 0 && (
              <tr>
                <td colSpan={span} className={classes.instead}>
                  <div>{empty}</div>
                </td>
              </tr>
            )}
            {failure === undefined &&
              rows !== undefined &&
              table.getRowModel().rows.map((row, index) => (
                <tr
                  key={row.id}
                  tabIndex={index === Math.min(active, rows.length - 1) ? 0 : -1}
                  aria-selected={selection ? selection.ids.has(row.id) : undefined}
                  data-openable={onOpen !== undefined}
                  data-current={props.currentId === row.id || undefined}
                  onFocus={() => setActive(index)}
                  onKeyDown={(event) => onKey(event, row.original, index)}
                  onClick={(event) => {
                    if (!isControl(event.target)) onOpen?.(row.original);
                  }}
                >
                  {selection && (
                    <td className={classes.check}>
                      <Checkbox
                        size="xs"
                        aria-label={t('table.select_row', { name: rowName(row.original) })}
                        checked={selection.ids.has(row.id)}
                        disabled={!selectable(row.id)}
                        onChange={() => toggle(row.id)}
                      />
                    </td>
                  )}
                  {row.getVisibleCells().map((cell) => (
                    <td key={cell.id} data-align={columns.find((column) => column.id === cell.column.id)?.align}>
                      {flexRender(cell.column.columnDef.cell, cell.getContext())}
                    </td>
                  ))}
                </tr>
              ))}
          </tbody>
        </table>
      </Sideways>
      <div className={classes.footer}>
        <span id={hintId} className={classes.hint}>
          {t('table.keyboard')}
          {props.keysHint && ` · ${props.keysHint}`}
        </span>
        {footer}
      </div>
    </section>
  );
}

/** What the columns ask for; one that shares what is left must not be left nothing. */
function needed(columns: readonly { width?: number }[]): number {
  return columns.reduce((sum, { width }) => sum + (width ?? 180), 40);
}

function selectionState(selection: Selection | undefined): RowSelectionState {
  return Object.fromEntries([...(selection?.ids ?? [])].map((id) => [id, true]));
}

/** A click on a button inside a row is that button's, not the row's. */
function isControl(target: EventTarget): boolean {
  return target instanceof Element && target.closest('a, button, input, label, [role="button"]') !== null;
}
