import { Button, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '@/shared/api/use-act';
import { useFormat } from '@/shared/format/use-format';
import { SidePanel } from '@/shared/side-panel/side-panel';
import { Refusal } from '@/shared/states/states';
import classes from '../../components/shop.module.css';
import { useShop } from '../../components/use-shop';
import { useI18n } from '../../i18n';
import { endOffer, type Offer, type OfferCost, offerKeys } from '../../offers';
import { OfferState } from './offer-state';

interface Props {
  offer: Offer | undefined;
  cost: OfferCost | undefined;
  onClose: () => void;
  onChange: (offer: Offer) => void;
}

/** One offer: what it says in both languages, what it was used for, and what can still be done with it. */
export function OfferPanel({ offer, cost, onClose, onChange }: Props) {
  return (
    <SidePanel opened={offer !== undefined} onClose={onClose} title={offer?.title ?? ''}>
      {offer && <Details key={offer.id} offer={offer} cost={cost} onChange={onChange} />}
    </SidePanel>
  );
}

function Details({
  offer,
  cost,
  onChange,
}: {
  offer: Offer;
  cost: OfferCost | undefined;
  onChange: Props['onChange'];
}) {
  const { t } = useI18n();
  const format = useFormat();
  const { tenant, shop, may } = useShop();
  const [asked, setAsked] = useState(false);
  const end = useAct({
    act: (id: string, key) => endOffer(tenant, shop, id, key),
    invalidates: offerKeys.all(tenant, shop),
    onDone: () => setAsked(false),
  });
  const open = ['upcoming', 'live', 'paused'].includes(offer.status);
  const facts: [string, string][] = [
    [t('merchant.offers.from'), format.instantFully(offer.from)],
    [t('merchant.offers.to'), format.instantFully(offer.to)],
    [t('merchant.offers.made_by'), `${offer.createdBy} · ${format.instant(offer.createdAt)}`],
    ...(offer.endedAt === null
      ? []
      : [[t('merchant.offers.ended_at'), format.instantFully(offer.endedAt)] as [string, string]]),
    ...(offer.claimed === null
      ? []
      : [
          [t('merchant.offers.claimed'), format.count(offer.claimed)] as [string, string],
          [t('merchant.offers.used'), format.count(offer.used ?? 0)] as [string, string],
        ]),
    ...(cost
      ? [
          [t('merchant.offers.orders'), format.count(cost.orders)] as [string, string],
          [t('merchant.offers.sold'), format.money(cost.sold)] as [string, string],
          [t('merchant.offers.given'), format.money(cost.given)] as [string, string],
          [t('merchant.offers.back'), format.money(cost.back)] as [string, string],
          [t('merchant.offers.cost'), format.money(cost.cost)] as [string, string],
        ]
      : []),
  ];
  return (
    <Stack gap={12}>
      <div>
        <OfferState offer={offer} />
      </div>
      <p lang="zh-CN">{offer.reads['zh-CN']}</p>
      <p lang="en">{offer.reads.en}</p>
      <dl className={classes.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Refusal error={end.error} />
      {open && may('submit') && (
        <Group gap={8}>
          {offer.status === 'upcoming' && (
            <Button variant="default" onClick={() => onChange(offer)}>
              {t('merchant.offers.change')}
            </Button>
          )}
          {asked ? (
            <>
              <p className={classes.muted}>{t('merchant.offers.end_effect')}</p>
              <Button variant="default" onClick={() => setAsked(false)}>
                {t('action.cancel')}
              </Button>
              <Button color="red" loading={end.isPending} onClick={() => end.mutate(offer.id)}>
                {t('merchant.offers.end_now')}
              </Button>
            </>
          ) : (
            <Button variant="default" onClick={() => setAsked(true)}>
              {t('merchant.offers.end')}
            </Button>
          )}
        </Group>
      )}
    </Stack>
  );
}
