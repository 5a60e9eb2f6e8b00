import type { Dictionary } from '../dictionary';
import { campaigns } from './campaigns';
import { catalog } from './catalog';
import { common } from './common';
import { freezes } from './freezes';
import { merchant } from './merchant';
import { operations } from './operations';
import { risk } from './risk';
import { rules } from './rules';
import { seasons } from './seasons';
import { submissions } from './submissions';
import { telling } from './telling';
import { trace } from './trace';
import { warRoom } from './war-room';

/** Every text in Chinese; a key missing here does not compile. */
export const chinese: Dictionary = {
  ...campaigns,
  ...catalog,
  ...common,
  ...freezes,
  ...merchant,
  ...operations,
  ...risk,
  ...rules,
  ...seasons,
  ...submissions,
  ...telling,
  ...trace,
  ...warRoom,
};
