import { useFormat } from '@/shared/format/use-format';
import { WhyPanel } from '@/shared/why-panel/why-panel';
import type { SubmissionView, Trace } from '../../api';
import { useI18n } from '../../i18n';
import classes from './item-trace.module.css';
import { PriceTable } from './price-table';
import type { StepName } from './trace-steps';

interface Props {
  name: StepName;
  trace: Trace;
  submission: SubmissionView | null;
}

/** What a step says in words: each module's own reasons, never a new one. */
export function StepBody({ name, trace, submission }: Props) {
  const { t } = useI18n();
  if (name === 'catalog') return <Catalog trace={trace} />;
  if (name === 'price') return <PriceTable prices={trace.prices} />;
  if (name === 'placement') return <Placements trace={trace} submission={submission} />;
  if (name === 'takedown') return <Takedowns trace={trace} />;
  if (submission === null) return <p>{t('trace.no_submission')}</p>;
  if (name === 'verdict') return <Verdict submission={submission} />;
  if (name === 'campaign_item') return <CampaignItem trace={trace} submission={submission} />;
  return <Decision name={name} submission={submission} />;
}

function Catalog({ trace: { item } }: { trace: Trace }) {
  const { t } = useI18n();
  return (
    <p>
      {t('trace.catalog', {
        merchant: item.merchant.name,
        version: item.version,
        count: item.skus.length,
        listed: t(item.listed ? 'trace.listed' : 'trace.not_listed'),
      })}
    </p>
  );
}

function Verdict({ submission: { submission, judgedAt, reasons } }: { submission: SubmissionView }) {
  const { t } = useI18n();
  const format = useFormat();
  return (
    <>
      <p>{t('trace.judged', { at: format.instantFully(judgedAt), outcome: t(`outcome.${submission.outcome}`) })}</p>
      {reasons.length > 0 && (
        <WhyPanel
          reasons={reasons.map((judged) => ({
            ...judged,
            key: `${judged.clause}.${judged.path}.${judged.sku ?? ''}`,
            texts: judged.text,
          }))}
        />
      )}
    </>
  );
}

function Decision({ name, submission: view }: { name: StepName; submission: SubmissionView }) {
  const { t, pick } = useI18n();
  const { submission } = view;
  const note = view.history.filter(({ action }) => action === submission.status).at(-1)?.note;
  if (name === 'schedule') {
    return <p>{view.placedWhy ? t('trace.scheduled', { why: pick(view.placedWhy) }) : t('trace.not_scheduled')}</p>;
  }
  if (name === 'confirmation') {
    const isConfirmed = ['confirmed', 'locked', 'live', 'ended'].includes(submission.status);
    return <p>{t(isConfirmed ? 'trace.confirmed' : 'trace.not_confirmed')}</p>;
  }
  return (
    <>
      <p>
        {submission.status === 'rejected'
          ? t('trace.rejected')
          : submission.status === 'withdrawn'
            ? t('trace.withdrawn')
            : submission.status === 'removed'
              ? t('trace.removed')
              : t('trace.approvals', { given: submission.approvals, needed: submission.approvalsNeeded })}
      </p>
      {note && <blockquote className={classes.note}>{note}</blockquote>}
    </>
  );
}

function CampaignItem({ trace, submission }: { trace: Trace; submission: SubmissionView }) {
  const { t } = useI18n();
  const format = useFormat();
  const item = trace.campaignItems.find(({ submission: of }) => of === submission.submission.id);
  if (item === undefined) return <p>{t('trace.no_item')}</p>;
  return (
    <p>
      {t('trace.item', {
        version: item.version,
        status: t(`trace.item_status.${item.status}`),
        from: format.instantFully(item.liveFrom),
        to: format.instantFully(item.liveTo),
      })}
    </p>
  );
}

function Placements({ trace, submission }: { trace: Trace; submission: SubmissionView | null }) {
  const { t, pick } = useI18n();
  const round = submission?.submission.round;
  const places = trace.placements.placements.filter(({ roundId }) => round === undefined || roundId === round);
  if (places.length === 0) return <p>{t('trace.no_placement')}</p>;
  return (
    <ul className={classes.places}>
      {places.map((place) => (
        <li key={place.placement}>
          <code>{place.placement}</code>
          <b>{place.rank === null ? t('trace.not_shown') : t('trace.rank', { rank: place.rank })}</b>
          {place.rank === null && <span>{pick(place.text)}</span>}
        </li>
      ))}
    </ul>
  );
}

function Takedowns({ trace: { takedowns } }: { trace: Trace }) {
  const { t } = useI18n();
  const format = useFormat();
  const down = takedowns.filter(({ inForce }) => inForce);
  if (down.length === 0) return <p>{t('trace.no_takedown')}</p>;
  return (
    <ul className={classes.places}>
      {down.map((one) => (
        <li key={one.id}>
          <b>{t(`risk.kind.${one.kind}`)}</b>
          <span>
            {t('trace.down_since', {
              at: format.instantFully(one.takenAt),
              why: one.reason ?? one.told ?? t('trace.down_general'),
            })}
          </span>
        </li>
      ))}
    </ul>
  );
}
