import { Badge } from '@/shared/badge/badge';
import { useFormat } from '@/shared/format/use-format';
import { TenantLink } from '@/shared/url-state/tenant-link';
import type { Opportunity } from '../../api';
import classes from '../../components/shop.module.css';
import { useShop } from '../../components/use-shop';
import { useI18n } from '../../i18n';

/** One round: until when, what it asks, and how many items of the shop would pass. */
export function OpportunityCard({ round }: { round: Opportunity }) {
  const { t, pick } = useI18n();
  const format = useFormat();
  const { shop } = useShop();
  const submitted = Object.values(round.mine).reduce((sum, count) => sum + count, 0);
  return (
    <article className={classes.card} aria-label={round.name}>
      <div>
        <div className={classes.muted}>
          {round.season} · {round.campaign}
        </div>
        <h3>{round.name}</h3>
      </div>
      <dl className={classes.facts}>
        <dt>{t('merchant.join.deadline')}</dt>
        <dd>
          {format.instant(round.enrollCloses)}{' '}
          <span className={classes.muted}>
            {round.open
              ? format.ago(round.enrollCloses)
              : t('merchant.join.opens_at', { when: format.instant(round.enrollOpens) })}
          </span>
        </dd>
        <dt>{t('merchant.join.live')}</dt>
        <dd>
          {format.instant(round.liveOpens)} – {format.instant(round.liveCloses)}
        </dd>
        <dt>{t('merchant.join.mechanics')}</dt>
        <dd>{round.mechanics.map(pick).join(' · ') || t('merchant.join.price_only')}</dd>
      </dl>
      <CheckLine round={round} />
      <div className={classes.foot}>
        <span className={classes.muted}>{t('merchant.join.mine', { count: submitted })}</span>
        <TenantLink path={`shop/${shop}/rounds/${round.round}`}>{t('merchant.join.open')}</TenantLink>
      </div>
    </article>
  );
}

function CheckLine({ round: { check } }: { round: Opportunity }) {
  const { t } = useI18n();
  const format = useFormat();
  if (check === null) return <span className={classes.muted}>{t('merchant.join.unchecked')}</span>;
  if (check.running) {
    return (
      <span className={classes.muted}>{t('merchant.join.checking', { done: check.done, total: check.total })}</span>
    );
  }
  return (
    <div className={classes.rowActions}>
      {(['pass', 'fail', 'unknown'] as const).map((outcome) => (
        <Badge key={outcome} meaning={({ pass: 'good', fail: 'bad', unknown: 'warn' } as const)[outcome]}>
          {format.count(check.byOutcome[outcome] ?? 0)} {t(`merchant.join.${outcome}`)}
        </Badge>
      ))}
      {check.changeable > 0 && (
        <span className={classes.muted}>{t('merchant.join.changeable', { count: check.changeable })}</span>
      )}
      {check.stale && <Badge meaning="warn">{t('merchant.join.stale')}</Badge>}
    </div>
  );
}
