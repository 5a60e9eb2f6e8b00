import { useQuery } from '@tanstack/react-query';
import { EmptyState, FailureState } from '@/shared/states/states';
import { opportunitiesQuery } from '../../api';
import classes from '../../components/shop.module.css';
import { ShopPage } from '../../components/shop-page';
import { useShop } from '../../components/use-shop';
import { useI18n } from '../../i18n';
import { OpportunityCard } from './opportunity-card';
import { ToDos } from './todos';

export function screen() {
  return <ShopHome />;
}

function ShopHome() {
  const { t } = useI18n();
  const { tenant, shop } = useShop();
  const open = useQuery(opportunitiesQuery(tenant, shop));
  return (
    <ShopPage tab="home" title={t('merchant.home.title')}>
      <ToDos />
      <section className={classes.section} aria-label={t('merchant.join.title')}>
        <h2>{t('merchant.join.title')}</h2>
        {open.isError ? (
          <FailureState error={open.error} onRetry={() => void open.refetch()} />
        ) : open.data?.length === 0 ? (
          <EmptyState icon="flow" title={t('merchant.join.none_title')} text={t('merchant.join.none_text')} />
        ) : (
          <div className={classes.cards}>
            {open.data?.map((round) => (
              <OpportunityCard key={round.round} round={round} />
            ))}
          </div>
        )}
      </section>
    </ShopPage>
  );
}
