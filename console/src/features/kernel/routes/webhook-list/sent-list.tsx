import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTenant } from '@/shared/api/tenant';
import { useAct } from '@/shared/api/use-act';
import { Badge, type Meaning } from '@/shared/badge/badge';
import { useFormat } from '@/shared/format/use-format';
import { FailureState, Refusal } from '@/shared/states/states';
import { useI18n } from '../../i18n';
import { replayOne, type Sent, sentQuery, type Webhook, webhookKeys } from '../../webhooks';
import classes from './webhooks.module.css';

const meanings: Record<Sent['state'], Meaning> = { waiting: 'info', delivered: 'good', dead: 'bad' };

/** What was sent and how it was answered, newest first. */
export function SentList({ hook, mayChange }: { hook: Webhook; mayChange: boolean }) {
  const { t } = useI18n();
  const { slug } = useTenant();
  const [pages, setPages] = useState<string[]>([]);
  const sent = useQuery(sentQuery(slug, hook.id, pages.at(-1)));
  const replay = useAct({
    act: (delivery: string, key) => replayOne(slug, hook.id, delivery, key),
    invalidates: webhookKeys.all(slug),
  });
  const next = sent.data?.next;
  return (
    <section className={classes.panel} aria-label={t('webhook.sent')}>
      <h3 className={classes.plain}>{t('webhook.sent')}</h3>
      <Refusal error={replay.error} />
      {sent.isError && <FailureState error={sent.error} onRetry={() => void sent.refetch()} />}
      {sent.isPending && <p role="status">{t('table.loading')}</p>}
      {sent.data?.items.length === 0 && <p className={classes.muted}>{t('webhook.sent_none')}</p>}
      <ul className={classes.list}>
        {sent.data?.items.map((row) => (
          <SentLine key={row.id} row={row} onReplay={mayChange ? () => replay.mutate(row.id) : undefined} />
        ))}
      </ul>
      {(pages.length > 0 || next) && (
        <div>
          <Button variant="default" disabled={pages.length === 0} onClick={() => setPages(pages.slice(0, -1))}>
            {t('table.previous')}
          </Button>{' '}
          <Button variant="default" disabled={!next} onClick={() => next && setPages([...pages, next])}>
            {t('table.next')}
          </Button>
        </div>
      )}
    </section>
  );
}

function SentLine({ row, onReplay }: { row: Sent; onReplay: (() => void) | undefined }) {
  const { t } = useI18n();
  const format = useFormat();
  return (
    <li>
      <div>
        <b>{row.event}</b> <Badge meaning={meanings[row.state]}>{t(`webhook.sent.${row.state}`)}</Badge>
      </div>
      <small className={classes.muted}>
        {format.instant(row.occurredAt)} · {t('webhook.tried', { count: row.attempts })}
        {row.error !== null && ` · ${row.error}`}
      </small>
      <details>
        <summary>{t('webhook.payload')}</summary>
        <pre className={classes.payload}>{JSON.stringify(row.payload, null, 2)}</pre>
      </details>
      {onReplay && row.state !== 'waiting' && (
        <Button variant="subtle" aria-label={t('webhook.replay_of', { event: row.event })} onClick={onReplay}>
          {t('webhook.replay')}
        </Button>
      )}
    </li>
  );
}
