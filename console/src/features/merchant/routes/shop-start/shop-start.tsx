import { useEffect } from 'react';
import { Icon } from '@/shared/icons/icons';
import { Page } from '@/shared/page/page';
import { TenantLink, useTenantNavigate } from '@/shared/url-state/tenant-link';
import classes from '../../components/shop.module.css';
import { useShop } from '../../components/use-shop';
import { useI18n } from '../../i18n';

export function screen() {
  return <ShopStart />;
}

/** Whoever works for one shop is there already; a service provider picks the one it acts for. */
function ShopStart() {
  const { t } = useI18n();
  const { shops } = useShop();
  const go = useTenantNavigate();
  const only = shops.length === 1 ? shops[0]?.shop : undefined;
  useEffect(() => {
    if (only !== undefined) go(`shop/${only}`);
  }, [only, go]);
  if (only !== undefined) return null;
  return (
    <Page title={t('merchant.shops.title')}>
      {shops.length === 0 ? (
        <p className={classes.quiet}>{t('merchant.shops.none')}</p>
      ) : (
        <ul className={classes.list}>
          {shops.map(({ shop, name, role, rights }) => (
            <li key={shop}>
              <Icon name="orders" />
              <span className={classes.grow}>
                <TenantLink path={`shop/${shop}`} aria-label={t('merchant.shops.open', { shop: name })}>
                  <b>{name}</b>
                </TenantLink>
              </span>
              <span className={classes.muted}>{t(`merchant.role.${role as 'service_provider'}`)}</span>
              <span className={classes.muted}>{rights.map((right) => t(`merchant.right.${right}`)).join(' · ')}</span>
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
}
