import type { english } from './english';

/** The texts of this feature in Chinese; a key missing here does not compile. */
export const chinese: Record<keyof typeof english, string> = {
  'benefits.limits.title': '店铺可以在什么范围内自建优惠？',
  'benefits.limits.set': '设置限制',
  'benefits.limits.change': '修改限制',
  'benefits.limits.scope': '适用于',
  'benefits.limits.scope.market': '全平台',
  'benefits.limits.scope.category': '经营某类目的店铺',
  'benefits.limits.scope.merchant': '单个店铺',
  'benefits.limits.category': '类目编码',
  'benefits.limits.merchant': '店铺编号',
  'benefits.limits.narrower': '留空表示不再收紧；这里不会放宽全平台的限制。',
  'benefits.limits.pays': '费用全部由店铺承担，无需设置。',
  'benefits.limits.says': '限制',
  'benefits.limits.set_by': '设置人',
  'benefits.limits.save': '保存',
  'benefits.limits.remove': '移除',
  'benefits.limits.remove_effect': '店铺已建的优惠保持不变；没有全平台限制时，店铺不能新建优惠。',
  'benefits.limits.remove_now': '移除此限制',
  'benefits.limits.empty_title': '店铺还不能自建优惠',
  'benefits.limits.empty_text': '设置全平台限制后，店铺可自建优惠券、满减和店铺页，费用由店铺承担。',
};
