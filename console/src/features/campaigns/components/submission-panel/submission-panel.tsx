import { Button, Group, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTenant } from '@/shared/api/tenant';
import { useFormat } from '@/shared/format/use-format';
import { SidePanel } from '@/shared/side-panel/side-panel';
import { FailureState } from '@/shared/states/states';
import { TenantLink } from '@/shared/url-state/tenant-link';
import { type Why, WhyPanel } from '@/shared/why-panel/why-panel';
import { type Judged, type SubmissionView, submissionQuery } from '../../api';
import { useI18n } from '../../i18n';
import { changeText } from '../change-text';
import { type Review, ReviewForm } from '../review/review-form';
import { SubmissionState } from '../submission-state';
import classes from './submission-panel.module.css';

/** One submission with every reason, its plan and its history, beside the list. */
export function SubmissionPanel({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const { slug } = useTenant();
  const submission = useQuery({ ...submissionQuery(slug, id ?? ''), enabled: id !== undefined });
  return (
    <SidePanel opened={id !== undefined} onClose={onClose} title={submission.data?.submission.item.title ?? '…'}>
      {submission.isError ? (
        <FailureState error={submission.error} onRetry={() => void submission.refetch()} />
      ) : submission.data === undefined ? (
        <Skeleton height={320} radius={6} />
      ) : (
        <Details view={submission.data} />
      )}
    </SidePanel>
  );
}

function Details({ view }: { view: SubmissionView }) {
  const { submission } = view;
  const decisions = (['approve', 'reject'] as const).filter((decision) => submission.allowed.includes(decision));
  const { t, pick } = useI18n();
  const format = useFormat();
  const [review, setReview] = useState<Review | null>(null);
  return (
    <div className={classes.details}>
      <div className={classes.detailsHead}>
        <SubmissionState row={submission} />
        <span>{submission.merchant.name}</span>
        <code>{submission.item.id}</code>
        <TenantLink path="trace" search={{ item: submission.item.id, submission: submission.id }}>
          {t('trace.title')}
        </TenantLink>
      </div>
      {decisions.length > 0 && (
        <Group gap={8}>
          {decisions.map((decision) => (
            <Button
              key={decision}
              variant={decision === 'approve' ? 'filled' : 'default'}
              onClick={() => setReview({ decision, rows: [submission] })}
            >
              {t(`campaigns.review.${decision}`)}
            </Button>
          ))}
          <span className={classes.approvals}>
            {t('campaigns.grid.approvals_given', { given: submission.approvals, needed: submission.approvalsNeeded })}
          </span>
        </Group>
      )}
      <h3>{t('why.title')}</h3>
      <WhyPanel reasons={view.reasons.map(toWhy)} />
      <h3>{t('campaigns.grid.plan')}</h3>
      <table className={classes.plan}>
        <thead>
          <tr>
            <th scope="col">{t('gate.sku')}</th>
            <th scope="col">{t('campaigns.grid.price')}</th>
            <th scope="col">{t('campaigns.grid.limit')}</th>
            <th scope="col">{t('campaigns.grid.stock')}</th>
          </tr>
        </thead>
        <tbody>
          {view.skuPlans.map((plan) => (
            <tr key={plan.sku}>
              <td title={plan.sku}>{plan.sku}</td>
              <td>{format.money(plan.activityPrice)}</td>
              <td>{plan.purchaseLimit === null ? t('campaigns.grid.no_limit') : format.count(plan.purchaseLimit)}</td>
              <td>{format.count(plan.activityStock)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h3>{t('campaigns.grid.history')}</h3>
      <ol className={classes.history}>
        {view.history.map((line) => (
          <li key={`${line.at}${line.action}`}>
            <time dateTime={line.at} title={format.instantFully(line.at)}>
              {format.instant(line.at)}
            </time>
            <span>
              {changeText(line.action, t)} · {line.by}
              {line.reason && <span className={classes.note}>{pick(line.reason)}</span>}
              {line.note && <span className={classes.note}>{line.note}</span>}
            </span>
          </li>
        ))}
      </ol>
      <ReviewForm review={review} onClose={() => setReview(null)} onDone={() => setReview(null)} />
    </div>
  );
}

function toWhy(judged: Judged): Why {
  return { ...judged, key: `${judged.clause}.${judged.path}.${judged.sku ?? ''}`, texts: judged.text };
}
