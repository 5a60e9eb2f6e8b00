import type { Freeze } from '@/shared/api/freezes';

/** A change freeze that is in force, and that nobody asked to be let through. */
export const freezeInForce: Freeze = {
  id: 'f1',
  name: 'Opening night',
  from: '2026-11-01T01:00:00Z',
  to: '2026-11-01T09:00:00Z',
  areas: ['rules', 'venues'],
  season: null,
  round: null,
  nodeName: null,
  inForce: true,
  madeBy: 'olga',
  endedAt: null,
  endedBy: null,
  passes: [],
};
