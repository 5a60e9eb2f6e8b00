import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useTenant } from '@/shared/api/tenant';
import { useAct } from '@/shared/api/use-act';
import { useFormat } from '@/shared/format/use-format';
import { SidePanel } from '@/shared/side-panel/side-panel';
import { Refusal } from '@/shared/states/states';
import { useI18n } from '../../i18n';
import {
  pauseWebhook,
  pingWebhook,
  removeWebhook,
  replayDead,
  resumeWebhook,
  type Webhook,
  webhookKeys,
} from '../../webhooks';
import { SentList } from './sent-list';
import { HookState } from './webhook-columns';
import classes from './webhooks.module.css';

interface Props {
  hook: Webhook | undefined;
  mayChange: boolean;
  onChange: (hook: Webhook) => void;
  onClose: () => void;
}

export function WebhookPanel({ hook, onClose, ...rest }: Props) {
  return (
    <SidePanel opened={hook !== undefined} onClose={onClose} title={hook?.name ?? ''}>
      {hook && (
        <div key={hook.id} className={classes.panel}>
          <Facts hook={hook} />
          {rest.mayChange && <Acts hook={hook} onChange={rest.onChange} onGone={onClose} />}
          <SentList hook={hook} mayChange={rest.mayChange} />
        </div>
      )}
    </SidePanel>
  );
}

function Facts({ hook }: { hook: Webhook }) {
  const { t } = useI18n();
  const format = useFormat();
  return (
    <>
      <Group gap={8}>
        <HookState row={hook} />
        <span className={classes.muted}>
          {hook.createdBy} · {format.instant(hook.createdAt)}
        </span>
      </Group>
      <p className={classes.plain}>{hook.url}</p>
      {hook.pauseReason !== null && <p className={classes.plain}>{hook.pauseReason}</p>}
      <p className={classes.muted}>{hook.events.join(', ')}</p>
      {hook.missed > 0 && <p role="note">{t('webhook.missed', { count: hook.missed })}</p>}
    </>
  );
}

function Acts({ hook, onChange, onGone }: { hook: Webhook; onChange: (hook: Webhook) => void; onGone: () => void }) {
  const { t } = useI18n();
  const { slug } = useTenant();
  const [sure, setSure] = useState(false);
  const invalidates = webhookKeys.all(slug);
  const ping = useAct({ act: (id: string, key) => pingWebhook(slug, id, key), invalidates });
  const pause = useAct({
    act: (on: boolean, key) => (on ? resumeWebhook(slug, hook.id, key) : pauseWebhook(slug, hook.id, key)),
    invalidates,
  });
  const replay = useAct({ act: (id: string, key) => replayDead(slug, id, key), invalidates });
  const remove = useAct({ act: (id: string, key) => removeWebhook(slug, id, key), invalidates, onDone: onGone });
  return (
    <>
      <Group gap={8}>
        <Button loading={ping.isPending} onClick={() => ping.mutate(hook.id)}>
          {t('webhook.ping')}
        </Button>
        <Button variant="default" loading={pause.isPending} onClick={() => pause.mutate(hook.pausedAt !== null)}>
          {hook.pausedAt === null ? t('webhook.pause') : t('webhook.resume')}
        </Button>
        <Button
          variant="default"
          disabled={hook.dead === 0}
          loading={replay.isPending}
          onClick={() => replay.mutate(hook.id)}
        >
          {t('webhook.replay_dead', { count: hook.dead })}
        </Button>
        <Button variant="default" onClick={() => onChange(hook)}>
          {t('webhook.change')}
        </Button>
        <Button variant="default" color="red" onClick={() => (sure ? remove.mutate(hook.id) : setSure(true))}>
          {sure ? t('webhook.remove_sure') : t('webhook.remove')}
        </Button>
      </Group>
      {ping.data && (
        <p role="status" className={classes.plain}>
          {ping.data.arrived
            ? t('webhook.arrived', { ms: ping.data.tookMs })
            : t('webhook.did_not_arrive', { why: ping.data.error ?? '' })}
        </p>
      )}
      {sure && <p className={classes.muted}>{t('webhook.remove_effect')}</p>}
      <Refusal error={ping.error ?? pause.error ?? replay.error ?? remove.error} />
    </>
  );
}
