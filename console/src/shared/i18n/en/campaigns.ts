export const campaigns = {
  'campaigns.nav.seasons': 'Seasons',
} as const;
