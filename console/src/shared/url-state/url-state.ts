import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';

export type UrlValues = Record<string, string | undefined>;

/**
 * Filters, tabs and cursors live in the address, so every view is a link. Only the listed names are read; what does not
 * pass its check is treated as absent. Setting `undefined` removes the name.
 */
export function useUrlState<Name extends string>(checks: Record<Name, (value: string) => boolean>) {
  const search = useSearch({ strict: false }) as Record<string, unknown>;
  const navigate = useNavigate();

  const values = useMemo(() => {
    const found: Partial<Record<Name, string>> = {};
    for (const name of Object.keys(checks) as Name[]) {
      const raw = search[name];
      const text =
        typeof raw === 'string' ? raw : typeof raw === 'number' || typeof raw === 'boolean' ? String(raw) : null;
      if (text !== null && text !== '' && checks[name](text)) found[name] = text;
    }
    return found;
  }, [search, checks]);

  const set = useCallback(
    (patch: Partial<Record<Name, string | undefined>>, options?: { replace?: boolean }) => {
      void navigate({
        to: '.',
        search: (previous: Record<string, unknown>) => {
          const next: Record<string, unknown> = { ...previous, ...patch };
          for (const key of Object.keys(next)) if (next[key] === undefined || next[key] === '') delete next[key];
          return next;
        },
        replace: options?.replace ?? false,
        resetScroll: false,
      } as never);
    },
    [navigate],
  );
  return [values, set] as const;
}

export const anyText = () => true;
export const oneOf =
  (...accepted: string[]) =>
  (value: string) =>
    accepted.includes(value);
