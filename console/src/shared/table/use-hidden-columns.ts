import { useCallback, useMemo } from 'react';
import { anyText, useUrlState } from '@/shared/url-state/url-state';
import type { Column } from './columns';

const checks = { columns: anyText };

/** Which columns differ from the first view, in the address: `columns=stock.shop`. */
export function useHiddenColumns<Row>(columns: readonly Column<Row>[]) {
  const [{ columns: stored = '' }, set] = useUrlState(checks);

  const hidden = useMemo(() => {
    const changes = new Set(stored.split('.'));
    return new Set(
      columns
        .filter((column) => !column.fixed && Boolean(column.hiddenAtFirst) !== changes.has(column.id))
        .map((column) => column.id),
    );
  }, [columns, stored]);

  const toggle = useCallback(
    (id: string) => {
      const changes = new Set(stored.split('.').filter(Boolean));
      if (!changes.delete(id)) changes.add(id);
      set({ columns: [...changes].sort().join('.') || undefined }, { replace: true });
    },
    [stored, set],
  );
  return [hidden, toggle] as const;
}
