import { campaigns } from './en/campaigns';
import { freezes } from './en/freezes';
import { plans } from './en/plans';
import { rules } from './en/rules';
import { seasons } from './en/seasons';
import { submissions } from './en/submissions';
import { warRoom } from './en/war-room';

/** The texts of this feature in English; their keys and parameters are the type of both languages. */
export const english = {
  ...campaigns,
  ...freezes,
  ...plans,
  ...rules,
  ...seasons,
  ...submissions,
  ...warRoom,
};
