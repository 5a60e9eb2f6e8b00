import type { english } from './english';

/** What one reads before being signed in, in Chinese; a key missing here does not compile. */
export const chinese: Record<keyof typeof english, string> = {
  'invitation.title': '加入 Marquee 上的店铺',
  'invitation.lead': '请设置你的用户名和密码。',
  'invitation.name': '用户名',
  'invitation.password': '密码（至少 10 位）',
  'invitation.accept': '接受邀请',

  'sign_in.title': '登录 Marquee',
  'sign_in.lead': '营销活动，从想法到售后，一站走完。',
  'sign_in.name': '用户名',
  'sign_in.password': '密码',
  'sign_in.submit': '登录',
  'sign_in.first_time': '第一次使用？管理员密码在平台首次启动时打印过一次。',
  'sign_in.expired': '登录已失效，重新登录后会回到刚才的页面。',
  'problem.bad_credentials': '用户名或密码不正确。',
};
