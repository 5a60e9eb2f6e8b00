import { Badge, type Meaning } from '@/shared/badge/badge';
import { type Fact, Facts } from '@/shared/facts/facts';
import { useFormat } from '@/shared/format/use-format';
import type { BothLanguages } from '@/shared/i18n/dictionary';
import { useI18n } from '@/shared/i18n/i18n';
import classes from './why-panel.module.css';

export type Outcome = 'pass' | 'fail' | 'unknown';

/** One reason in the one shape the panel draws, whatever was decided: a verdict, a price, a refusal, a rank. */
export interface Why {
  /** Stable within the decision. */
  key: string;
  gate?: 'merchant' | 'item' | 'sku';
  sku?: string | null;
  outcome: Outcome;
  /** The clause or step in words. */
  texts: BothLanguages;
  observed?: BothLanguages | null;
  needed?: BothLanguages | null;
  source?: string | null;
  asOf?: string | null;
  moment?: string | null;
  /** What was found, as a sentence. */
  reason?: BothLanguages | null;
  change?: BothLanguages | null;
}

export const outcomeMeaning: Record<Outcome, Meaning> = { pass: 'good', fail: 'bad', unknown: 'warn' };

const order: Record<Outcome, number> = { fail: 0, unknown: 1, pass: 2 };

/** Why it was decided so: clause, observed, needed, source and time of the data, and what would change it. */
export function WhyPanel({ reasons }: { reasons: readonly Why[] }) {
  const { t } = useI18n();
  if (reasons.length === 0) return <p className={classes.none}>{t('why.none')}</p>;
  const sorted = [...reasons].sort((left, right) => order[left.outcome] - order[right.outcome]);
  return (
    <ol className={classes.reasons}>
      {sorted.map((reason) => (
        <Reason key={reason.key} reason={reason} />
      ))}
    </ol>
  );
}

function Reason({ reason }: { reason: Why }) {
  const { t, pick } = useI18n();
  const format = useFormat();
  const facts: Fact[] = [
    { label: t('why.observed'), value: reason.observed ? pick(reason.observed) : null, strong: true },
    { label: t('why.needed'), value: reason.needed ? pick(reason.needed) : null },
    { label: t('why.source'), value: reason.source ?? null },
    { label: t('why.as_of'), value: reason.asOf ? format.instant(reason.asOf) : null },
    { label: t('why.moment'), value: reason.moment ? momentText(reason.moment, t) : null },
  ];
  return (
    <li className={classes.reason} data-outcome={reason.outcome}>
      <div className={classes.head}>
        <Badge meaning={outcomeMeaning[reason.outcome]}>{t(`outcome.${reason.outcome}`)}</Badge>
        {reason.gate && <span className={classes.gate}>{t(`gate.${reason.gate}`)}</span>}
        {reason.sku && <span className={classes.gate}>{t('why.sku', { sku: reason.sku })}</span>}
      </div>
      <p className={classes.clause}>{pick(reason.texts)}</p>
      {reason.reason && <p className={classes.finding}>{pick(reason.reason)}</p>}
      <div className={classes.facts}>
        <Facts facts={facts} />
      </div>
      {reason.change && (
        <p className={classes.change}>
          <b>{t('why.change')}</b> {pick(reason.change)}
        </p>
      )}
    </li>
  );
}

function momentText(moment: string, t: ReturnType<typeof useI18n>['t']): string {
  return moment === 'frozen' || moment === 'lock' || moment === 'continuous' ? t(`moment.${moment}`) : moment;
}
