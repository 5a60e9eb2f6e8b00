import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';

/**
 * Leads elsewhere, once. The router's own Navigate goes again on every render, and a target made from the current
 * address would then grow without end.
 */
export function Go({ to, search = {} }: { to: string; search?: Record<string, string> }) {
  const navigate = useNavigate();
  const first = useRef({ to, search });
  useEffect(() => {
    void navigate({ to: first.current.to, search: first.current.search as never, replace: true });
  }, [navigate]);
  return null;
}
