/** Everybody who works for the marketplace itself; people of shops have a workbench of their own. */
export const staffRoles = [
  'operator',
  'category_manager',
  'reviewer',
  'approver',
  'designer',
  'risk',
  'finance',
  'service',
  'auditor',
  'developer',
];
