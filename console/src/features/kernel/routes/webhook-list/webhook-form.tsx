import { Button, Code, Group, Modal, MultiSelect, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { fieldErrors } from '@/shared/api/problem';
import { useTenant } from '@/shared/api/tenant';
import { useAct } from '@/shared/api/use-act';
import { FailureState, Refusal } from '@/shared/states/states';
import { useI18n } from '../../i18n';
import {
  changeWebhook,
  createWebhook,
  eventNamesQuery,
  type Webhook,
  type WebhookBody,
  webhookKeys,
} from '../../webhooks';

/** Which system hears of which events. The secret of a new one is shown here and nowhere else. */
export function WebhookForm({ hook, onClose }: { hook: Webhook | undefined; onClose: () => void }) {
  const { t } = useI18n();
  const { slug } = useTenant();
  const [name, setName] = useState(hook?.name ?? '');
  const [url, setUrl] = useState(hook?.url ?? '');
  const [events, setEvents] = useState<string[]>(hook?.events ?? []);
  const names = useQuery(eventNamesQuery(slug));
  const save = useAct({
    act: (body: WebhookBody, key) =>
      hook === undefined ? createWebhook(slug, body, key) : changeWebhook(slug, hook.id, body, key),
    invalidates: webhookKeys.all(slug),
    onDone: () => hook !== undefined && onClose(),
  });
  const errors = fieldErrors(save.error, t);
  const isMade = hook === undefined && save.isSuccess;
  const all = [...new Set(names.data?.map((one) => one.name) ?? [])];
  return (
    <Modal
      opened
      onClose={onClose}
      size={560}
      // The secret is gone with the window, so a click beside it does not close it.
      closeOnClickOutside={!isMade}
      title={<b>{hook === undefined ? t('webhook.create') : hook.name}</b>}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      {isMade ? (
        <Stack gap={12} role="status">
          <p>{save.data.secret ? t('webhook.secret_once') : t('webhook.secret_gone')}</p>
          {save.data.secret && (
            <Code block aria-label={t('webhook.secret')}>
              {save.data.secret}
            </Code>
          )}
          <Group justify="flex-end">
            <Button onClick={onClose}>{t('webhook.secret_kept')}</Button>
          </Group>
        </Stack>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate({ name: name.trim(), url: url.trim(), events });
          }}
        >
          <Stack gap={12}>
            <TextInput
              label={t('webhook.name')}
              data-autofocus
              maxLength={100}
              error={errors.name}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <TextInput
              label={t('webhook.url')}
              description={t('webhook.url_hint')}
              placeholder="https://shop.example.com/marquee"
              maxLength={500}
              error={errors.url}
              value={url}
              onChange={(event) => setUrl(event.currentTarget.value)}
            />
            {names.isError && <FailureState error={names.error} onRetry={() => void names.refetch()} />}
            <MultiSelect
              label={t('webhook.events')}
              searchable
              placeholder={events.length === 0 ? t('webhook.choose_events') : undefined}
              data={all}
              error={errors.events}
              value={events}
              onChange={setEvents}
            />
            <Refusal error={save.error} />
            <Group justify="flex-end" gap={8}>
              <Button variant="default" onClick={onClose}>
                {t('action.cancel')}
              </Button>
              <Button
                type="submit"
                loading={save.isPending}
                disabled={name.trim() === '' || url.trim() === '' || events.length === 0}
              >
                {hook === undefined ? t('action.create') : t('action.save')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
