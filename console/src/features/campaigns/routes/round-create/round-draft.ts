import { toInstant, toLocal } from '@/shared/format/zoned';
import type { Spec } from '@/shared/schema-form/field-schema';
import type { NewRound, Phase } from '../../api';

export interface PhaseDraft {
  phase: Phase;
  /** Wall-clock texts in the tenant's zone. */
  opens: string;
  closes: string;
}

export interface MechanicDraft {
  key: number;
  kind: string;
  spec: Spec;
}

export interface RoundDraft {
  name: string;
  windows: PhaseDraft[];
  slots: { key: number; name: string; capacity: number }[];
  mechanics: MechanicDraft[];
}

// Days from the start of planning: an ordinary round of three weeks, to be changed by whoever knows better.
const days: Record<Phase, [from: number, to: number]> = {
  plan: [0, 1],
  enroll: [1, 8],
  review: [2, 10],
  schedule: [10, 11],
  confirm: [11, 13],
  warm_up: [13, 15],
  live: [15, 18],
  settle: [18, 33],
};

const spanDays = 33;
const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** Windows to begin with: from the next hour or the season's beginning, made shorter where the season ends sooner. */
export function suggestWindows(now: Date, zone: string, season: { opens: string; closes: string }): PhaseDraft[] {
  const opens = new Date(season.opens);
  // On the hour, so that nobody has to read seconds.
  const base = Math.ceil(Math.max(now.getTime(), opens.getTime()) / hourMs) * hourMs;
  const room = (new Date(season.closes).getTime() - base) / (spanDays * dayMs);
  const hours = room >= 1 ? 24 : Math.max(1, Math.floor(room * 24));
  return (Object.keys(days) as Phase[]).map((phase) => ({
    phase,
    opens: toLocal(base + days[phase][0] * hours * hourMs, zone),
    closes: toLocal(base + days[phase][1] * hours * hourMs, zone),
  }));
}

export function toRequest(draft: RoundDraft, zone: string): NewRound {
  return {
    name: draft.name.trim(),
    phases: draft.windows.map(({ phase, opens, closes }) => ({
      phase,
      opens: toInstant(opens, zone),
      closes: toInstant(closes, zone),
    })),
    slots: draft.slots.map(({ name, capacity }) => ({ name: name.trim(), capacity, quotas: [] })),
    mechanics: draft.mechanics.map(({ kind, spec }) => ({ kind, spec })),
  };
}
