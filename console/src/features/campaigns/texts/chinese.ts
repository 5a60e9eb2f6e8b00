import type { english } from './english';
import { campaigns } from './zh/campaigns';
import { freezes } from './zh/freezes';
import { plans } from './zh/plans';
import { rules } from './zh/rules';
import { seasons } from './zh/seasons';
import { submissions } from './zh/submissions';
import { warRoom } from './zh/war-room';

/** The texts of this feature in Chinese; a key missing here does not compile. */
export const chinese: Record<keyof typeof english, string> = {
  ...campaigns,
  ...freezes,
  ...plans,
  ...rules,
  ...seasons,
  ...submissions,
  ...warRoom,
};
