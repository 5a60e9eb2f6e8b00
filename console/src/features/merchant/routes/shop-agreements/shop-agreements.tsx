import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useAct } from '@/shared/api/use-act';
import { useFormat } from '@/shared/format/use-format';
import { EmptyState, FailureState, Refusal } from '@/shared/states/states';
import { type Agreement, agreementsQuery, merchantKeys, signAgreement } from '../../api';
import classes from '../../components/shop.module.css';
import { ShopPage } from '../../components/shop-page';
import { useShop } from '../../components/use-shop';
import { useI18n } from '../../i18n';

export function screen() {
  return <ShopAgreements />;
}

function ShopAgreements() {
  const { t } = useI18n();
  const { tenant, shop } = useShop();
  const agreements = useQuery(agreementsQuery(tenant, shop));
  return (
    <ShopPage tab="agreements" title={t('merchant.agreement.title')}>
      {agreements.isError && <FailureState error={agreements.error} onRetry={() => void agreements.refetch()} />}
      {agreements.data?.length === 0 && (
        <EmptyState icon="file" title={t('merchant.agreement.none_title')} text={t('merchant.agreement.none_text')} />
      )}
      {agreements.data?.map((agreement) => (
        <AgreementCard key={agreement.code} agreement={agreement} />
      ))}
    </ShopPage>
  );
}

function AgreementCard({ agreement }: { agreement: Agreement }) {
  const { t, pick } = useI18n();
  const format = useFormat();
  const { tenant, shop, may } = useShop();
  const sign = useAct({
    act: (of: { code: string; version: number }, key) => signAgreement(tenant, shop, of, key),
    invalidates: merchantKeys.all(tenant, shop),
  });
  return (
    <article className={classes.card}>
      <h3>{pick(agreement.title)}</h3>
      <p className={classes.agreement}>{pick(agreement.body)}</p>
      <Refusal error={sign.error} />
      <div className={classes.foot}>
        {agreement.signedAt ? (
          <span className={classes.muted}>
            {t('merchant.agreement.signed', {
              when: format.instant(agreement.signedAt),
              name: agreement.signedBy ?? '',
            })}
          </span>
        ) : (
          <Button
            disabled={!may('confirm')}
            loading={sign.isPending}
            onClick={() => sign.mutate({ code: agreement.code, version: agreement.version })}
          >
            {t('merchant.agreement.sign')}
          </Button>
        )}
      </div>
    </article>
  );
}
