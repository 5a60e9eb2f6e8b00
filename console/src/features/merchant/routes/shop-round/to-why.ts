import type { Why } from '@/shared/why-panel/why-panel';
import type { Candidate } from '../../api';

/** A reason of a verdict as the panel draws it. */
export function toWhy(judged: Candidate['reasons'][number]): Why {
  return { ...judged, key: `${judged.clause}.${judged.path}.${judged.sku ?? ''}`, texts: judged.text };
}
