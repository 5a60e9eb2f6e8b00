import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { useForm } from '@mantine/form';
import { useEffect } from 'react';
import { fieldErrors } from '@/shared/api/problem';
import { useTenant } from '@/shared/api/tenant';
import { useAct } from '@/shared/api/use-act';
import { shiftYears, toInstant } from '@/shared/format/zoned';
import { Refusal } from '@/shared/states/states';
import { useTenantNavigate } from '@/shared/url-state/tenant-link';
import { campaignKeys, cloneSeason } from '../../api';
import { useI18n } from '../../i18n';

interface Props {
  season: { id: string; name: string; opens: string; closes: string };
  opened: boolean;
  onClose: () => void;
}

/** Last year's season again on other days; a year later is suggested. */
export function SeasonCloneForm({ season, opened, onClose }: Props) {
  const { t } = useI18n();
  const tenant = useTenant();
  const go = useTenantNavigate();
  const form = useForm({
    initialValues: {
      name: '',
      opens: shiftYears(season.opens, tenant.zone, 1),
      closes: shiftYears(season.closes, tenant.zone, 1),
    },
    validate: {
      name: (value) => (value.trim() === '' ? t('campaigns.form.name_needed') : null),
      closes: (value, values) => (value <= values.opens ? t('campaigns.form.closes_after') : null),
    },
  });
  const clone = useAct({
    act: (body: { name: string; opens: string; closes: string }, key) => cloneSeason(tenant.slug, season.id, body, key),
    invalidates: campaignKeys.all(tenant.slug),
    onDone: (made) => {
      onClose();
      go(`seasons/${made.id}/prepare`);
    },
  });
  const { setErrors } = form;
  useEffect(() => setErrors(fieldErrors(clone.error, t)), [clone.error, setErrors, t]);

  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={<b>{t('campaigns.clone.title', { name: season.name })}</b>}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <form
        onSubmit={form.onSubmit((values) =>
          clone.mutate({
            name: values.name.trim(),
            opens: toInstant(values.opens, tenant.zone),
            closes: toInstant(values.closes, tenant.zone),
          }),
        )}
      >
        <Stack gap={12}>
          <p style={{ margin: 0, fontSize: 13, color: 'var(--mq-muted)' }}>{t('campaigns.clone.effect')}</p>
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
          <Refusal error={clone.error} />
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={onClose}>
              {t('action.cancel')}
            </Button>
            <Button type="submit" loading={clone.isPending}>
              {t('campaigns.clone.act')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
