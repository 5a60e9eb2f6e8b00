export const catalog = {
  'catalog.nav.imports': 'Imports',
} as const;
