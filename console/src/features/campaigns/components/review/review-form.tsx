import { Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTenant } from '@/shared/api/tenant';
import { useAct } from '@/shared/api/use-act';
import { Refusal } from '@/shared/states/states';
import { campaignKeys, type Decision, decideSubmissions, type SubmissionRow } from '../../api';
import { useI18n } from '../../i18n';
import classes from './review.module.css';

export interface Review {
  decision: 'approve' | 'reject';
  rows: readonly Pick<SubmissionRow, 'id' | 'item' | 'approvals' | 'approvalsNeeded'>[];
}

interface Props {
  review: Review | null;
  onClose: () => void;
  onDone: () => void;
}

/** Four eyes: an approval counts once per person; a rejection says why, because the merchant reads it. */
export function ReviewForm({ review, onClose, onDone }: Props) {
  const { t } = useI18n();
  const { slug } = useTenant();
  const [note, setNote] = useState('');
  const act = useAct({
    act: (body: Decision, key) => decideSubmissions(slug, body, key),
    invalidates: campaignKeys.all(slug),
    onDone: ({ results }) => {
      const refused = results.filter(({ error }) => error !== null);
      if (refused.length > 0) return;
      notifications.show({ message: t('campaigns.review.done', { count: results.length }) });
      close();
    },
  });
  const close = () => {
    const partly = act.data !== undefined;
    setNote('');
    act.reset();
    onClose();
    if (partly) onDone();
  };

  const count = review?.rows.length ?? 0;
  const rejecting = review?.decision === 'reject';
  const last = review?.rows.filter((row) => row.approvals + 1 >= row.approvalsNeeded).length ?? 0;
  const refused = act.data?.results.filter(({ error }) => error !== null) ?? [];
  return (
    <Modal
      opened={review !== null}
      onClose={close}
      title={<b>{t(rejecting ? 'campaigns.review.reject_title' : 'campaigns.review.approve_title', { count })}</b>}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (review) {
            act.mutate({
              submissions: review.rows.map(({ id }) => id),
              decision: review.decision,
              note: note.trim() === '' ? null : note.trim(),
            });
          }
        }}
      >
        <Stack gap={12}>
          <p className={classes.effect}>
            {rejecting
              ? t('campaigns.review.reject_effect', { count })
              : t('campaigns.review.approve_effect', { first: count - last, last })}
          </p>
          <Textarea
            label={t(rejecting ? 'campaigns.review.note_merchant' : 'campaigns.review.note')}
            data-autofocus
            required={rejecting}
            withAsterisk={false}
            autosize
            minRows={2}
            maxLength={500}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <Refusal error={act.error} />
          {refused.length > 0 && (
            <div role="alert">
              <p className={classes.report}>
                {t('campaigns.review.partly', {
                  done: (act.data?.results.length ?? 0) - refused.length,
                  refused: refused.length,
                })}
              </p>
              <ul className={classes.refusedList}>
                {refused.map(({ submission, error }) => (
                  <li key={submission}>
                    <b>{review?.rows.find((row) => row.id === submission)?.item.title}</b>{' '}
                    {error?.code === 'campaigns.same_reviewer' ? t('campaigns.review.same_reviewer') : error?.message}
                  </li>
                ))}
              </ul>
            </div>
          )}
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={close}>
              {refused.length > 0 ? t('app.close') : t('action.cancel')}
            </Button>
            {refused.length === 0 && (
              <Button type="submit" loading={act.isPending} disabled={rejecting && note.trim() === ''}>
                {t(rejecting ? 'campaigns.review.reject' : 'campaigns.review.approve')}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
