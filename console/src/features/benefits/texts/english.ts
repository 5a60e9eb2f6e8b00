/** The texts of this feature in English; its keys and parameters are the type of both languages. */
export const english = {
  'benefits.limits.title': 'Within what may shops run offers of their own?',
  'benefits.limits.set': 'Set limits',
  'benefits.limits.change': 'Change limits',
  'benefits.limits.scope': 'They hold for',
  'benefits.limits.scope.market': 'The whole market',
  'benefits.limits.scope.category': 'Shops that sell in a category',
  'benefits.limits.scope.merchant': 'One shop',
  'benefits.limits.category': 'Code of the category',
  'benefits.limits.merchant': 'Id of the shop',
  'benefits.limits.narrower': 'What is left empty is not narrowed. Nothing here widens what holds for the market.',
  'benefits.limits.pays': 'The shop pays for all of it; that is no limit to set.',
  'benefits.limits.says': 'Limits',
  'benefits.limits.set_by': 'Set by',
  'benefits.limits.save': 'Save',
  'benefits.limits.remove': 'Remove',
  'benefits.limits.remove_effect':
    'What shops made stays as it is. Without limits for the market no shop makes anything new.',
  'benefits.limits.remove_now': 'Remove these limits',
  'benefits.limits.empty_title': 'Shops run nothing of their own yet',
  'benefits.limits.empty_text':
    'With limits for the market, shops make coupons, thresholds and a page of their own, at their own cost.',
} as const;
