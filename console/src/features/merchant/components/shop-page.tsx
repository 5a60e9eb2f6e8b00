import { Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { Icon } from '@/shared/icons/icons';
import { Page } from '@/shared/page/page';
import { TenantLink, useTenantNavigate } from '@/shared/url-state/tenant-link';
import { useI18n } from '../i18n';
import classes from './shop.module.css';
import { useShop } from './use-shop';

type Tab = 'home' | 'submissions' | 'offers' | 'locks' | 'statement' | 'agreements' | 'people';

interface Props {
  tab: Tab;
  title: string;
  aside?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** A page of one shop: which shop it is stands above everything, and every other page of it is one step away. */
export function ShopPage({ tab, title, aside, actions, children }: Props) {
  const { t } = useI18n();
  const { shop, name, shops, role, may } = useShop();
  const go = useTenantNavigate();
  const tabs = (['home', 'submissions', 'offers', 'locks', 'statement', 'agreements', 'people'] as const).filter(
    (one) => (one !== 'statement' || may('money')) && (one !== 'people' || role === null || role === 'merchant_owner'),
  );
  return (
    <Page title={title} aside={aside} actions={actions}>
      <div className={classes.bar}>
        {shops.length > 1 ? (
          <Select
            w={240}
            aria-label={t('merchant.shops.title')}
            data={shops.map((one) => ({ value: one.shop, label: one.name }))}
            value={shop}
            allowDeselect={false}
            leftSection={<Icon name="orders" />}
            onChange={(next) => next && go(`shop/${next}`)}
          />
        ) : (
          <b className={classes.shopName}>{name}</b>
        )}
        <nav aria-label={t('merchant.tabs', { shop: name })} className={classes.tabs}>
          {tabs.map((one) => (
            <TenantLink
              key={one}
              path={one === 'home' ? `shop/${shop}` : `shop/${shop}/${one}`}
              className={classes.tab}
              data-active={one === tab || undefined}
              aria-current={one === tab ? 'page' : undefined}
            >
              {t(`merchant.tab.${one}`)}
            </TenantLink>
          ))}
        </nav>
      </div>
      {role === 'service_provider' && (
        <p className={classes.acting}>
          <Icon name="user" />
          {t('merchant.acting', { shop: name })}
        </p>
      )}
      {children}
    </Page>
  );
}
