import type { FeatureManifest } from '@/shared/manifest/manifest';
import { texts } from './i18n';

export const merchant: FeatureManifest = {
  name: 'merchant',
  texts,
  navigation: [
    {
      path: 'shop',
      label: 'merchant.nav',
      icon: 'orders',
      roles: ['merchant_owner', 'merchant_staff', 'service_provider'],
    },
  ],
  routes: [
    { path: 'shop', load: () => import('./routes/shop-start/shop-start') },
    { path: 'shop/$shop', load: () => import('./routes/shop-home/shop-home') },
    { path: 'shop/$shop/rounds/$round', load: () => import('./routes/shop-round/shop-round') },
    { path: 'shop/$shop/submissions', load: () => import('./routes/shop-submissions/shop-submissions') },
    { path: 'shop/$shop/offers', load: () => import('./routes/shop-offers/shop-offers') },
    { path: 'shop/$shop/locks', load: () => import('./routes/shop-locks/shop-locks') },
    { path: 'shop/$shop/statement', load: () => import('./routes/shop-statement/shop-statement') },
    { path: 'shop/$shop/agreements', load: () => import('./routes/shop-agreements/shop-agreements') },
    { path: 'shop/$shop/people', load: () => import('./routes/shop-people/shop-people') },
  ],
};
