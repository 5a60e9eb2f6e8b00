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
  'sign_in.or': '或',
  'sign_in.with': '使用 {provider} 登录',
  'sign_in.reference': '编号：{reference}',
  'sign_in.failed.expired': '通过 {provider} 的登录已失效，或是在另一个浏览器中发起的。请重新登录。',
  'sign_in.failed.denied': '{provider} 收到了拒绝登录的选择。如是误操作，请重新登录。',
  'sign_in.failed.unavailable': '暂时无法连接 {provider}，请稍后再试。',
  'sign_in.failed.refused': '{provider} 没有接受这次登录。请重试；如仍失败，请联系管理员。',
  'sign_in.failed.no_subject': '{provider} 没有说明这是谁的账号，请联系管理员。',
  'sign_in.failed.unlinked': '你在 {provider} 的账号还没有关联到这里的任何人。请把编号交给管理员进行关联。',
  'sign_in.failed.disabled': '{provider} 的这个账号对应的人员已被停用，请联系管理员。',
  'sign_in.failed.invitation_over': '这份邀请已被接受、撤回或已过期，无法通过 {provider} 接受。请店铺重新邀请。',
  'problem.bad_credentials': '用户名或密码不正确。',
};
