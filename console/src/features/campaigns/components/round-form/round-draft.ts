import { toInstant, toLocal } from '@/shared/format/zoned';
import type { Spec } from '@/shared/schema-form/field-schema';
import type { NewRound, Phase, RoundSettings, RoundView } from '../../api';

export interface PhaseDraft {
  phase: Phase;
  /** Wall-clock texts in the tenant's zone. */
  opens: string;
  closes: string;
}

export interface QuotaDraft {
  key: number;
  category: string | null;
  atMost: number;
}

export interface SlotDraft {
  key: number;
  /** Of a slot that stands; a new one has none. */
  id?: string;
  name: string;
  capacity: number;
  /** How many items stand in it already. */
  filled?: number;
  quotas: QuotaDraft[];
}

export interface MechanicDraft {
  key: number;
  id?: string;
  kind: string;
  spec: Spec;
}

export interface RoundDraft {
  name: string;
  windows: PhaseDraft[];
  slots: SlotDraft[];
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

/** The next key of a list: never one that was in it. */
export const nextKey = (list: readonly { key: number }[]): number => Math.max(0, ...list.map(({ key }) => key)) + 1;

/** The settings of a round that stands; phases it was led past are not among them. */
export function fromRound({ round }: RoundView, zone: string): RoundDraft {
  return {
    name: round.name,
    windows: round.phases.flatMap(({ phase, state, opens, closes }) =>
      state === 'skipped' || opens === null || closes === null
        ? []
        : [
            {
              phase,
              opens: toLocal(new Date(opens).getTime(), zone),
              closes: toLocal(new Date(closes).getTime(), zone),
            },
          ],
    ),
    slots: round.slots.map(({ id, name, capacity, filled, quotas }, index) => ({
      key: index + 1,
      id,
      name,
      capacity,
      filled,
      quotas: quotas.map(({ category, atMost }, at) => ({ key: at + 1, category, atMost })),
    })),
    mechanics: round.mechanics.map(({ id, kind, spec }, index) => ({ key: index + 1, id, kind, spec: spec as Spec })),
  };
}

const quotasOf = (slot: SlotDraft) =>
  slot.quotas.flatMap(({ category, atMost }) => (category === null ? [] : [{ category, atMost }]));

export function toRequest(draft: RoundDraft, zone: string): NewRound {
  return {
    name: draft.name.trim(),
    phases: draft.windows.map(({ phase, opens, closes }) => ({
      phase,
      opens: toInstant(opens, zone),
      closes: toInstant(closes, zone),
    })),
    slots: draft.slots.map((slot) => ({ name: slot.name.trim(), capacity: slot.capacity, quotas: quotasOf(slot) })),
    mechanics: draft.mechanics.map(({ kind, spec }) => ({ kind, spec })),
  };
}

/** The whole of the settings as they shall be. An instant that was not touched goes back as it came, to the microsecond. */
export function toSettings(draft: RoundDraft, was: RoundView, zone: string): RoundSettings {
  const { round } = was;
  const before = fromRound(was, zone);
  const instant = (phase: Phase, edge: 'opens' | 'closes', text: string) =>
    before.windows.find((window) => window.phase === phase)?.[edge] === text
      ? (round.phases.find((window) => window.phase === phase)?.[edge] ?? toInstant(text, zone))
      : toInstant(text, zone);
  return {
    revision: round.revision,
    name: draft.name.trim(),
    phases: draft.windows.map(({ phase, opens, closes }) => ({
      phase,
      opens: instant(phase, 'opens', opens),
      closes: instant(phase, 'closes', closes),
    })),
    slots: draft.slots.map((slot) => ({
      id: slot.id,
      name: slot.name.trim(),
      capacity: slot.capacity,
      quotas: quotasOf(slot),
    })),
    mechanics: draft.mechanics.map(({ id, kind, spec }) => ({ id, kind, spec })),
  };
}
