import { Button } from '@mantine/core';
import { useState } from 'react';
import { Icon } from '@/shared/icons/icons';
import type { SubmissionRow } from '../../api';
import { useI18n } from '../../i18n';
import classes from './review.module.css';
import { type Review, ReviewForm } from './review-form';

interface Props {
  rows: readonly SubmissionRow[];
  selected: ReadonlySet<string>;
  total: number | undefined;
  onDone: () => void;
}

/** What can be done with the selected rows; the place is there before anything is selected, so nothing moves. */
export function ReviewBar({ rows, selected, total, onDone }: Props) {
  const { t } = useI18n();
  const [review, setReview] = useState<Review | null>(null);
  const chosen = rows.filter((row) => selected.has(row.id));
  const may = (decision: Review['decision']) =>
    chosen.length > 0 && chosen.every((row) => row.allowed.includes(decision));
  const start = (decision: Review['decision']) => setReview({ decision, rows: chosen });

  return (
    <>
      <span className={classes.selected} aria-live="polite">
        {selected.size > 0
          ? t('table.selected', { count: selected.size })
          : total === undefined
            ? ''
            : t('campaigns.grid.total', { count: total })}
      </span>
      <Button
        variant="default"
        leftSection={<Icon name="check" />}
        disabled={!may('approve')}
        onClick={() => start('approve')}
      >
        {t('campaigns.review.approve')}
      </Button>
      <Button
        variant="default"
        leftSection={<Icon name="cross" />}
        disabled={!may('reject')}
        onClick={() => start('reject')}
      >
        {t('campaigns.review.reject')}
      </Button>
      {selected.size > 0 && (
        <Button variant="subtle" onClick={onDone}>
          {t('table.clear_selection')}
        </Button>
      )}
      <ReviewForm review={review} onClose={() => setReview(null)} onDone={onDone} />
    </>
  );
}
