import type { navigation as english } from '../en/navigation';

export const navigation: Record<keyof typeof english, string> = {
  'campaigns.nav.seasons': '大促',
  'benefits.nav.limits': '店铺优惠限制',
  'freeze.nav': '封网',
  'plan.nav': '预案',
  'campaigns.nav.inbox': '审批',
  'operations.nav.letters': '死信',
  'operations.nav.audit': '审计',

  'webhook.nav': 'Webhook',
  'catalog.nav.imports': '数据导入',
  'trace.nav': '商品追踪',
  'merchant.nav': '商家工作台',
  'risk.nav.takedowns': '下架',
};
