/** Where one can go. */
export const navigation = {
  'campaigns.nav.seasons': 'Seasons',
  'benefits.nav.limits': 'Offers of shops',
  'freeze.nav': 'Change freezes',
  'plan.nav': 'Contingency plans',
  'campaigns.nav.inbox': 'Approvals',
  'operations.nav.letters': 'Dead letters',
  'operations.nav.audit': 'Audit',

  'webhook.nav': 'Webhooks',
  'catalog.nav.imports': 'Imports',
  'trace.nav': 'Where is my item?',
  'merchant.nav': 'Workbench',
  'risk.nav.takedowns': 'Take-downs',
} as const;
