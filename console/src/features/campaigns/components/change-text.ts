import type { Translate } from '../i18n';
import { phases } from './phases';
import { submissionStatuses } from './submission-state';

const moves = ['opened', 'closed', 'began', 'ended', 'skipped'] as const;
const acts = [
  'season_created',
  'season_changed',
  'season_cloned',
  'season_released',
  'campaign_created',
  'campaign_changed',
  'campaign_published',
  'round_created',
  'round_changed',
  'rule_published',
  'submitted',
  'refused_again',
  'reopened',
  'exit_requested',
] as const;

/** What happened, in words: a status that a submission came to, or what was done to a node. Unknown names stay as they are. */
export function changeText(action: string, t: Translate): string {
  const status = submissionStatuses.find((name) => name === action);
  if (status) return t(`campaigns.submission.${status}`);
  const [verb, name] = action.split(':');
  const phase = phases.find((candidate) => candidate === name);
  const move = moves.find((candidate) => candidate === verb);
  if (phase && move) return t(`campaigns.change.${move}`, { phase: t(`campaigns.phase.${phase}`) });
  const act = acts.find((candidate) => candidate === action);
  return act ? t(`campaigns.change.${act}`) : action;
}
