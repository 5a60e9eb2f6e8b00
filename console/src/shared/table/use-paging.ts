import { useCallback, useRef } from 'react';
import { anyText, useUrlState } from '@/shared/url-state/url-state';

export interface Paging {
  cursor: string | undefined;
  canStepBack: boolean;
  forward: (next: string) => void;
  back: () => void;
}

const checks = { cursor: anyText };

/** The page in the address. Cursors only lead forward, so the way back is remembered for as long as the screen is open. */
export function usePaging(): Paging {
  const [{ cursor }, set] = useUrlState(checks);
  const walked = useRef(new Map<string, string | undefined>());

  const forward = useCallback(
    (next: string) => {
      walked.current.set(next, cursor);
      set({ cursor: next });
    },
    [cursor, set],
  );
  const back = useCallback(() => {
    set({ cursor: cursor === undefined ? undefined : walked.current.get(cursor) });
  }, [cursor, set]);

  return { cursor, canStepBack: cursor !== undefined && walked.current.has(cursor), forward, back };
}
