import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { fieldErrors } from '@/shared/api/problem';
import { useTenant } from '@/shared/api/tenant';
import { useAct } from '@/shared/api/use-act';
import { Refusal } from '@/shared/states/states';
import { campaignKeys, saveTemplate } from '../../api';
import { useI18n } from '../../i18n';

interface Props {
  season: { id: string; name: string };
  opened: boolean;
  onClose: () => void;
}

/** Keeps the season under a name, to start others from. */
export function TemplateForm({ season, opened, onClose }: Props) {
  const { t } = useI18n();
  const { slug } = useTenant();
  const [name, setName] = useState(season.name);
  const save = useAct({
    act: (body: { name: string; season: string }, key) => saveTemplate(slug, body, key),
    invalidates: campaignKeys.all(slug),
    onDone: (kept) => {
      notifications.show({ message: t('campaigns.template.kept', { name: kept.name }) });
      onClose();
    },
  });
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={<b>{t('campaigns.template.keep')}</b>}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ name: name.trim(), season: season.id });
        }}
      >
        <Stack gap={12}>
          <TextInput
            label={t('campaigns.template.name')}
            description={t('campaigns.template.hint')}
            data-autofocus
            required
            withAsterisk={false}
            maxLength={100}
            value={name}
            error={fieldErrors(save.error, t).name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Refusal error={save.error} />
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={onClose}>
              {t('action.cancel')}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t('action.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
