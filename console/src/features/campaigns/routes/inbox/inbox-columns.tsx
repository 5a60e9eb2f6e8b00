import { useMemo } from 'react';
import { useTenant } from '@/shared/api/tenant';
import { Badge } from '@/shared/badge/badge';
import { useFormat } from '@/shared/format/use-format';
import type { Column } from '@/shared/table/columns';
import { outcomeMeaning } from '@/shared/why-panel/why-panel';
import type { InboxRow } from '../../api';
import { useI18n } from '../../i18n';
import classes from './inbox.module.css';

const dayMs = 86_400_000;

export function useInboxColumns(): Column<InboxRow>[] {
  const { t, pick } = useI18n();
  const format = useFormat();
  const { now } = useTenant();
  return useMemo<Column<InboxRow>[]>(
    () => [
      {
        id: 'item',
        label: t('campaigns.grid.item'),
        fixed: true,
        width: 280,
        cell: ({ submission }) => (
          <span className={classes.item}>
            <b>{submission.item.title}</b>
            <small>{submission.merchant.name}</small>
          </span>
        ),
      },
      {
        id: 'round',
        label: t('campaigns.inbox.round'),
        width: 200,
        cell: (row) => (
          <span className={classes.item}>
            <span>{row.roundName}</span>
            <small>{row.campaignName}</small>
          </span>
        ),
      },
      {
        id: 'step',
        label: t('campaigns.inbox.step'),
        width: 148,
        cell: ({ step }) => (
          <Badge meaning={step === 'first' ? 'neutral' : 'info'}>{t(`campaigns.inbox.${step}`)}</Badge>
        ),
      },
      {
        id: 'outcome',
        label: t('campaigns.grid.outcome'),
        width: 120,
        cell: ({ submission }) => (
          <Badge meaning={outcomeMeaning[submission.outcome]}>{t(`outcome.${submission.outcome}`)}</Badge>
        ),
      },
      {
        id: 'reason',
        label: t('campaigns.grid.reason'),
        cell: ({ submission }) => (submission.reason ? pick(submission.reason) : ''),
      },
      {
        id: 'price',
        label: t('campaigns.grid.price'),
        width: 120,
        align: 'right',
        cell: ({ submission }) => format.money(submission.price),
      },
      {
        id: 'waiting',
        label: t('campaigns.grid.waiting'),
        width: 128,
        cell: ({ submission }) => (
          <span title={format.instantFully(submission.waitingSince)}>{format.ago(submission.waitingSince)}</span>
        ),
      },
      {
        id: 'until',
        label: t('campaigns.inbox.until'),
        width: 136,
        cell: ({ until }) => (
          <span
            className={new Date(until).getTime() - now().getTime() < dayMs ? classes.soon : undefined}
            title={format.instantFully(until)}
          >
            {format.instant(until)}
          </span>
        ),
      },
    ],
    [t, pick, format, now],
  );
}
