import { minorDigits, parseMinor } from '@/shared/format/format';
import type { Candidate, Plan } from '../../api';

/** What stands in the form: texts, as they were typed. */
export interface PlanDraft {
  skus: { sku: string; spec: string; dailyMinor: number | null; price: string; stock: string; limit: string }[];
  share: string;
  services: string[];
}

/** The plan of a candidate as texts; what only the form knows is kept from an earlier draft. */
export function draftOf(candidate: Candidate, currency: string, was?: PlanDraft): PlanDraft {
  const digits = minorDigits(currency);
  return {
    skus: candidate.skus.map((sku) => ({
      sku: sku.sku,
      spec: sku.spec,
      dailyMinor: sku.dailyMinor,
      price: sku.priceMinor === null ? '' : (sku.priceMinor / 10 ** digits).toFixed(digits),
      stock: sku.stock === null ? '' : String(sku.stock),
      limit: was?.skus.find((one) => one.sku === sku.sku)?.limit ?? '',
    })),
    share: String(candidate.fundingShareBp / 100),
    services: was?.services ?? [],
  };
}

/** The plan that the form says; null while a number is missing or wrong. A SKU without price takes no part. */
export function planOf(item: string, draft: PlanDraft, currency: string): Plan | null {
  const share = parseMinor(draft.share, 'CNY');
  const skus = draft.skus
    .filter((sku) => sku.price.trim() !== '' || sku.stock.trim() !== '')
    .map((sku) => ({
      sku: sku.sku,
      price: parseMinor(sku.price, currency),
      stock: whole(sku.stock),
      limit: sku.limit.trim() === '' ? undefined : whole(sku.limit),
    }));
  if (share === null || share < 0 || share > 10_000 || skus.length === 0) return null;
  const plans: Plan['skus'] = [];
  for (const { sku, price, stock, limit } of skus) {
    if (price === null || price < 1 || stock === null || limit === null) return null;
    plans.push({ sku, activityPriceMinor: price, activityStock: stock, purchaseLimit: limit });
  }
  return { item, skus: plans, services: draft.services, fundingShareBp: share };
}

function whole(text: string): number | null {
  return /^\d{1,9}$/.test(text.trim()) && Number(text) > 0 ? Number(text) : null;
}
