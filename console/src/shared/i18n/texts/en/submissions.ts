/** The states of a submission, which staff and merchants both read. */
export const submissions = {
  'campaigns.grid.any_status': 'Any status',
  'campaigns.grid.submitted': 'Submitted',
  'campaigns.submission.refused': 'Refused',
  'campaigns.submission.in_review': 'In review',
  'campaigns.submission.first_approved': 'Second look',
  'campaigns.submission.approved': 'Approved',
  'campaigns.submission.rejected': 'Rejected',
  'campaigns.submission.scheduled': 'Scheduled',
  'campaigns.submission.confirmed': 'Confirmed',
  'campaigns.submission.locked': 'Locked',
  'campaigns.submission.live': 'Live',
  'campaigns.submission.ended': 'Ended',
  'campaigns.submission.withdrawn': 'Withdrawn',
  'campaigns.submission.exited': 'Exited',
  'campaigns.submission.removed': 'Removed',
} as const;
