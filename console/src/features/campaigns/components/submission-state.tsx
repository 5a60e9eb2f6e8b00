import { Badge, type Meaning } from '@/shared/badge/badge';
import type { SubmissionRow } from '../api';
import { useI18n } from '../i18n';

const meanings: Record<SubmissionRow['status'], Meaning> = {
  refused: 'bad',
  in_review: 'info',
  first_approved: 'info',
  approved: 'good',
  rejected: 'bad',
  scheduled: 'brand',
  confirmed: 'brand',
  locked: 'brand',
  live: 'good',
  ended: 'neutral',
  withdrawn: 'neutral',
  exited: 'neutral',
  removed: 'bad',
};

export const submissionStatuses = Object.keys(meanings) as SubmissionRow['status'][];

export function SubmissionState({ row }: { row: Pick<SubmissionRow, 'status'> }) {
  const { t } = useI18n();
  return <Badge meaning={meanings[row.status]}>{t(`campaigns.submission.${row.status}`)}</Badge>;
}
