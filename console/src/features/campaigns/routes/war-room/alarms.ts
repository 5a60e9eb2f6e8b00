import type { BenefitRow, RoundStock, Sales } from '../../api';

export type Alarm =
  | { kind: 'quiet'; minutes: number }
  | { kind: 'sold_out'; count: number }
  | { kind: 'low'; count: number }
  | { kind: 'budget'; name: string; left: number }
  | { kind: 'frozen'; name: string }
  | { kind: 'cancelled'; share: number };

/** An hour of sale says what is usual; a tenth of a budget is when somebody should look. */
const lowShare = 0.1;
const cancelledShare = 0.2;
const enoughOrders = 20;
const quietSteps = 5;

/** What somebody should look at now, worst first. Pure: what is not known raises no alarm. */
export function alarmsOf(
  live: boolean,
  sales: Sales | undefined,
  stock: RoundStock | undefined,
  benefits: readonly BenefitRow[] | undefined,
): Alarm[] {
  const alarms: Alarm[] = [];
  const steps = sales?.steps ?? [];
  // The last step has only begun.
  const quiet = steps.slice(-quietSteps - 1, -1);
  if (live && sales && sales.orders > 0 && quiet.length === quietSteps && quiet.every((step) => step.orders === 0)) {
    alarms.push({ kind: 'quiet', minutes: (quietSteps * sales.stepSeconds) / 60 });
  }
  for (const benefit of benefits ?? []) {
    for (const account of benefit.accounts) {
      if (account.frozen) alarms.push({ kind: 'frozen', name: benefit.name });
      else if (account.cap > 0 && account.left / account.cap <= lowShare) {
        alarms.push({ kind: 'budget', name: benefit.name, left: account.left / account.cap });
      }
    }
  }
  if (stock && stock.soldOut > 0) alarms.push({ kind: 'sold_out', count: stock.soldOut });
  if (stock && stock.low > 0) alarms.push({ kind: 'low', count: stock.low });
  const all = (sales?.orders ?? 0) + (sales?.cancelled ?? 0);
  if (sales && all >= enoughOrders && sales.cancelled / all > cancelledShare) {
    alarms.push({ kind: 'cancelled', share: sales.cancelled / all });
  }
  return alarms;
}
