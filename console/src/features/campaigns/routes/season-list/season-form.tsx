import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { useForm } from '@mantine/form';
import { useEffect } from 'react';
import { fieldErrors } from '@/shared/api/problem';
import { useTenant } from '@/shared/api/tenant';
import { useAct } from '@/shared/api/use-act';
import { startOfDay, toInstant, toLocal } from '@/shared/format/zoned';
import { Refusal } from '@/shared/states/states';
import { useTenantNavigate } from '@/shared/url-state/tenant-link';
import { campaignKeys, createSeason, editSeason, type SeasonTree } from '../../api';
import { useI18n } from '../../i18n';

interface Props {
  /** The season to change; a new one when there is none. */
  season?: SeasonTree['season'];
  opened: boolean;
  onClose: () => void;
}

export function SeasonForm({ season, opened, onClose }: Props) {
  const { t } = useI18n();
  const tenant = useTenant();
  const go = useTenantNavigate();
  const form = useForm({
    initialValues: {
      name: season?.name ?? '',
      opens: season ? toLocal(new Date(season.opens).getTime(), tenant.zone) : startOfDay(tenant.now(), tenant.zone),
      closes: season
        ? toLocal(new Date(season.closes).getTime(), tenant.zone)
        : startOfDay(tenant.now(), tenant.zone, 60),
    },
    validate: {
      name: (value) => (value.trim() === '' ? t('campaigns.form.name_needed') : null),
      closes: (value, values) => (value <= values.opens ? t('campaigns.form.closes_after') : null),
    },
  });
  const create = useAct({
    act: async (body: { name: string; opens: string; closes: string }, key) =>
      season
        ? await editSeason(tenant.slug, season.id, { revision: season.revision, ...body }, key)
        : await createSeason(tenant.slug, body, key),
    invalidates: campaignKeys.all(tenant.slug),
    onDone: (done) => {
      onClose();
      if (!season) go(`seasons/${done.id}`);
    },
  });
  const { setErrors } = form;
  useEffect(() => setErrors(fieldErrors(create.error, t)), [create.error, setErrors, t]);

  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={<b>{t(season ? 'campaigns.season.edit' : 'campaigns.season.new')}</b>}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <form
        onSubmit={form.onSubmit((values) =>
          create.mutate({
            name: values.name.trim(),
            opens: toInstant(values.opens, tenant.zone),
            closes: toInstant(values.closes, tenant.zone),
          }),
        )}
      >
        <Stack gap={12}>
          <TextInput
            label={t('campaigns.season.name')}
            placeholder={t('campaigns.season.name_example')}
            data-autofocus
            {...form.getInputProps('name')}
          />
          <DateTimePicker
            valueFormat="YYYY-MM-DD HH:mm"
            label={t('campaigns.season.opens')}
            description={t('time.zone', { zone: tenant.zone })}
            {...form.getInputProps('opens')}
          />
          <DateTimePicker
            valueFormat="YYYY-MM-DD HH:mm"
            label={t('campaigns.season.closes')}
            {...form.getInputProps('closes')}
          />
          <Refusal error={create.error} />
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={onClose}>
              {t('action.cancel')}
            </Button>
            <Button type="submit" loading={create.isPending}>
              {t(season ? 'action.save' : 'action.create')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
