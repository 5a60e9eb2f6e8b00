import { Button, Group, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTenant } from '@/shared/api/tenant';
import { useAct } from '@/shared/api/use-act';
import { useFormat } from '@/shared/format/use-format';
import { SidePanel } from '@/shared/side-panel/side-panel';
import { Sideways } from '@/shared/sideways/sideways';
import { FailureState, Refusal } from '@/shared/states/states';
import { discardLetters, type Letter, letterQuery, operationKeys, replayLetters } from '../../api';
import { useI18n } from '../../i18n';
import { LetterState } from './dead-letter-columns';
import classes from './dead-letters.module.css';

interface Props {
  letter: Letter | undefined;
  onClose: () => void;
}

export function LetterPanel({ letter, onClose }: Props) {
  return (
    <SidePanel opened={letter !== undefined} onClose={onClose} title={letter?.event ?? ''}>
      {letter && <Details row={letter} onGone={onClose} />}
    </SidePanel>
  );
}

function Details({ row, onGone }: { row: Letter; onGone: () => void }) {
  const { t } = useI18n();
  const format = useFormat();
  const { slug } = useTenant();
  const name = { subscription: row.subscription, eventId: row.eventId };
  const detail = useQuery(letterQuery(slug, name));
  const [reason, setReason] = useState('');
  const replay = useAct({
    act: (_: string, key) => replayLetters(slug, [name], key),
    invalidates: operationKeys.all(slug),
  });
  const discard = useAct({
    act: (why: string, key) => discardLetters(slug, [name], why, key),
    invalidates: operationKeys.all(slug),
    onDone: onGone,
  });
  return (
    <div className={classes.panel}>
      <Group gap={8}>
        <LetterState row={row} />
        <span className={classes.muted}>
          {row.subscription} · {format.instant(row.occurredAt)}
        </span>
      </Group>
      <p className={classes.error}>{row.error}</p>
      <p className={classes.muted}>{t('operations.letter.tried', { attempts: row.attempts, replays: row.replays })}</p>
      <Group>
        <Button loading={replay.isPending} disabled={row.isWaiting} onClick={() => replay.mutate(row.eventId)}>
          {t('operations.letter.replay')}
        </Button>
      </Group>
      <p className={classes.muted}>{t('operations.letter.replay_effect')}</p>
      <Refusal error={replay.error} />
      <h3>{t('operations.letter.payload')}</h3>
      {detail.isError && <FailureState error={detail.error} onRetry={() => void detail.refetch()} />}
      <Sideways label={t('operations.letter.payload')} className={classes.payload}>
        <pre>{JSON.stringify(detail.data?.payload ?? null, null, 2)}</pre>
      </Sideways>
      <Textarea
        label={t('operations.letter.reason')}
        description={t('operations.letter.discard_effect')}
        maxLength={500}
        autosize
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Refusal error={discard.error} />
      <Group>
        <Button
          variant="default"
          disabled={reason.trim() === ''}
          loading={discard.isPending}
          onClick={() => discard.mutate(reason.trim())}
        >
          {t('operations.letter.discard')}
        </Button>
      </Group>
    </div>
  );
}
