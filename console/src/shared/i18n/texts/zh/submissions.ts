import type { submissions as english } from '../en/submissions';

export const submissions: Record<keyof typeof english, string> = {
  'campaigns.grid.any_status': '全部状态',
  'campaigns.grid.submitted': '报名时间',
  'campaigns.submission.refused': '未通过',
  'campaigns.submission.in_review': '待初审',
  'campaigns.submission.first_approved': '待复审',
  'campaigns.submission.approved': '已入围',
  'campaigns.submission.rejected': '已驳回',
  'campaigns.submission.scheduled': '已排期',
  'campaigns.submission.confirmed': '已确认',
  'campaigns.submission.locked': '已锁定',
  'campaigns.submission.live': '开售中',
  'campaigns.submission.ended': '已结束',
  'campaigns.submission.withdrawn': '已撤回',
  'campaigns.submission.exited': '已退出',
  'campaigns.submission.removed': '已清退',
};
