import type { SubmissionView, Trace } from '../../api';

export type StepName =
  | 'catalog'
  | 'verdict'
  | 'review'
  | 'schedule'
  | 'confirmation'
  | 'campaign_item'
  | 'price'
  | 'placement'
  | 'takedown';

/** Whether a step is behind the item, keeps it, or has not come yet. */
export type StepState = 'done' | 'stopped' | 'waiting';

export interface Step {
  name: StepName;
  state: StepState;
  /** When it was decided, where somebody or something decided it. */
  at: string | null;
}

const decided = ['first_approved', 'approved', 'scheduled', 'confirmed', 'locked', 'live', 'ended'];
const placed = ['scheduled', 'confirmed', 'locked', 'live', 'ended'];
const agreed = ['confirmed', 'locked', 'live', 'ended'];
const gone = ['withdrawn', 'exited', 'removed'];

/** The steps of an item in one round, in the order of its life. */
export function stepsOf(trace: Trace, submission: SubmissionView | null): Step[] {
  const row = submission?.submission;
  const at = (...actions: string[]) =>
    submission?.history.filter(({ action }) => actions.includes(action)).at(-1)?.at ?? null;
  const item = trace.campaignItems.find(({ submission: of }) => of === row?.id);
  const status = row?.status ?? '';
  const left = gone.includes(status);
  const priced = trace.prices.skus.some(({ final }) => final !== null);
  const here = trace.placements.placements.filter(({ roundId }) => roundId === row?.round);
  const shown = here.some(({ rank }) => rank !== null);
  const down = trace.takedowns.find(({ inForce }) => inForce);
  const steps: Step[] = [
    { name: 'catalog', state: trace.item.listed ? 'done' : 'stopped', at: null },
    {
      name: 'verdict',
      state: row === undefined ? 'waiting' : status === 'refused' ? 'stopped' : 'done',
      at: submission?.judgedAt ?? null,
    },
    {
      name: 'review',
      state:
        status === 'rejected'
          ? 'stopped'
          : decided.includes(status) && status !== 'first_approved'
            ? 'done'
            : left
              ? 'stopped'
              : 'waiting',
      at: at('rejected', 'approved', ...gone),
    },
    { name: 'schedule', state: placed.includes(status) ? 'done' : 'waiting', at: at('scheduled') },
    { name: 'confirmation', state: agreed.includes(status) ? 'done' : 'waiting', at: at('confirmed') },
    {
      name: 'campaign_item',
      state: item === undefined ? 'waiting' : item.status === 'left' || item.status === 'ended' ? 'stopped' : 'done',
      at: at('exited', 'removed', 'locked'),
    },
    { name: 'price', state: priced ? 'done' : 'stopped', at: trace.prices.at },
    {
      name: 'placement',
      state: shown ? 'done' : item === undefined || here.length === 0 ? 'waiting' : 'stopped',
      at: trace.placements.at,
    },
    { name: 'takedown', state: down ? 'stopped' : 'done', at: down?.takenAt ?? null },
  ];
  return left ? steps.map((step) => (step.name === 'review' ? stepOfLeaving(step, status) : step)) : steps;
}

// Who left after the review did pass it; the campaign item says that it left.
function stepOfLeaving(step: Step, status: string): Step {
  return status === 'exited' ? { ...step, state: 'done' } : step;
}

/** What to say above everything else: a take-down before the first step that keeps the item. */
export function stopOf(steps: readonly Step[]): Step | null {
  const stopped = steps.filter(({ state }) => state === 'stopped');
  return stopped.find(({ name }) => name === 'takedown') ?? stopped[0] ?? null;
}
