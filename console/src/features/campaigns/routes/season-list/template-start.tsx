import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { fieldErrors } from '@/shared/api/problem';
import { useTenant } from '@/shared/api/tenant';
import { useAct } from '@/shared/api/use-act';
import { startOfDay, toInstant } from '@/shared/format/zoned';
import { Refusal } from '@/shared/states/states';
import { useTenantNavigate } from '@/shared/url-state/tenant-link';
import { campaignKeys, startFromTemplate, templatesQuery } from '../../api';
import { useI18n } from '../../i18n';

interface Start {
  template: string;
  name: string;
  opens: string;
  closes: string;
}

/** A season from one that was kept as a template. */
export function TemplateStart({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useI18n();
  const tenant = useTenant();
  const go = useTenantNavigate();
  const templates = useQuery({ ...templatesQuery(tenant.slug), enabled: opened });
  const seasons = (templates.data ?? []).filter(({ kind }) => kind === 'season');
  const form = useForm<Start>({
    initialValues: {
      template: '',
      name: '',
      opens: startOfDay(tenant.now(), tenant.zone, 1),
      closes: startOfDay(tenant.now(), tenant.zone, 61),
    },
    validate: {
      template: (value) => (value === '' ? t('campaigns.template.needed') : null),
      name: (value) => (value.trim() === '' ? t('campaigns.form.name_needed') : null),
      closes: (value, values) => (value <= values.opens ? t('campaigns.form.closes_after') : null),
    },
  });
  const start = useAct({
    act: ({ template, ...body }: Start, key) => startFromTemplate(tenant.slug, template, body, key),
    invalidates: campaignKeys.all(tenant.slug),
    onDone: ({ season }) => {
      onClose();
      go(`seasons/${season}/prepare`);
    },
  });
  const { setErrors } = form;
  useEffect(() => setErrors(fieldErrors(start.error, t)), [start.error, setErrors, t]);

  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={<b>{t('campaigns.template.start')}</b>}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <form
        onSubmit={form.onSubmit((values) =>
          start.mutate({
            ...values,
            name: values.name.trim(),
            opens: toInstant(values.opens, tenant.zone),
            closes: toInstant(values.closes, tenant.zone),
          }),
        )}
      >
        <Stack gap={12}>
          <Select
            label={t('campaigns.template.one')}
            description={t('campaigns.template.start_hint')}
            data={seasons.map(({ id, name, campaigns, rounds }) => ({
              value: id,
              label: t('campaigns.template.size', { name, campaigns, rounds }),
            }))}
            nothingFoundMessage={t('picker.none')}
            allowDeselect={false}
            {...form.getInputProps('template')}
            value={form.values.template || null}
          />
          <TextInput
            label={t('campaigns.season.name')}
            placeholder={t('campaigns.season.name_example')}
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
          <Refusal error={start.error ?? templates.error} />
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={onClose}>
              {t('action.cancel')}
            </Button>
            <Button type="submit" loading={start.isPending}>
              {t('action.create')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
