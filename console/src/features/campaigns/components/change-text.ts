import type { Translate } from '@/shared/i18n/i18n';
import { phases } from './phases';
import { submissionStatuses } from './submission-state';

/** What happened, in words: a status that a submission came to, or what was done to a round. Unknown names stay as they are. */
export function changeText(action: string, t: Translate): string {
  const status = submissionStatuses.find((name) => name === action);
  if (status) return t(`campaigns.submission.${status}`);
  const [verb, name] = action.split(':');
  const phase = phases.find((candidate) => candidate === name);
  if (phase && (verb === 'opened' || verb === 'closed')) {
    return t(`campaigns.change.${verb}`, { phase: t(`campaigns.phase.${phase}`) });
  }
  return action === 'rule_published' ? t('campaigns.change.rule_published') : action;
}
