import { useCallback, useRef } from 'react';

/**
 * One key per intention: made when the form opens, kept across retries of the same content, replaced once the
 * effect is there or when the content changed (the server refuses one key with two bodies).
 */
export function useIdempotencyKey() {
  const kept = useRef<{ content: string; key: string } | null>(null);

  const keyFor = useCallback((body: unknown): string => {
    const content = JSON.stringify(body) ?? '';
    if (kept.current === null || kept.current.content !== content) {
      kept.current = { content, key: crypto.randomUUID() };
    }
    return kept.current.key;
  }, []);
  const done = useCallback(() => {
    kept.current = null;
  }, []);
  return { keyFor, done };
}
