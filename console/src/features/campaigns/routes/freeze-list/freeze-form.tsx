import { Button, Checkbox, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { changeAreas, type Freeze, freezeKeys, makeFreeze, type NewFreeze } from '@/shared/api/freezes';
import { fieldErrors } from '@/shared/api/problem';
import { useTenant } from '@/shared/api/tenant';
import { useAct } from '@/shared/api/use-act';
import { toInstant, toLocal } from '@/shared/format/zoned';
import { Refusal } from '@/shared/states/states';
import { seasonsQuery } from '../../api';
import { useI18n } from '../../i18n';
import classes from './freezes.module.css';

const hourMs = 3_600_000;
const minuteMs = 60_000;

interface Props {
  onClose: () => void;
  onDone: (made: Freeze) => void;
}

/** From when until when, where, and what is stopped; everything is, unless something is left out. */
export function FreezeForm({ onClose, onDone }: Props) {
  const { t } = useI18n();
  const { slug, zone, now } = useTenant();
  const seasons = useQuery(seasonsQuery(slug));
  const start = Math.ceil(now().getTime() / minuteMs) * minuteMs;
  const form = useForm({
    initialValues: {
      name: '',
      from: toLocal(start, zone),
      to: toLocal(start + 6 * hourMs, zone),
      season: null as string | null,
      areas: [...changeAreas] as string[],
    },
    validate: {
      name: (value) => (value.trim() === '' ? t('freeze.name_needed') : null),
      to: (value, values) => (value <= values.from ? t('freeze.to_after') : null),
      areas: (value) => (value.length === 0 ? t('freeze.areas_needed') : null),
    },
  });
  const act = useAct({
    act: (body: NewFreeze, key) => makeFreeze(slug, body, key),
    invalidates: freezeKeys.all(slug),
    onDone,
  });
  const { setErrors } = form;
  useEffect(() => setErrors(fieldErrors(act.error, t)), [act.error, setErrors, t]);
  return (
    <Modal
      opened
      onClose={onClose}
      size={560}
      title={<b>{t('freeze.new')}</b>}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <form
        onSubmit={form.onSubmit(({ name, from, to, season, areas }) =>
          act.mutate({
            name: name.trim(),
            from: toInstant(from, zone),
            to: toInstant(to, zone),
            areas: changeAreas.filter((area) => areas.includes(area)),
            ...(season === null ? {} : { season }),
          }),
        )}
      >
        <Stack gap={12}>
          <p className={classes.effect}>{t('freeze.effect')}</p>
          <TextInput label={t('freeze.name')} maxLength={100} data-autofocus {...form.getInputProps('name')} />
          <DateTimePicker
            valueFormat="YYYY-MM-DD HH:mm"
            label={t('freeze.from')}
            description={t('time.zone', { zone })}
            {...form.getInputProps('from')}
          />
          <DateTimePicker valueFormat="YYYY-MM-DD HH:mm" label={t('freeze.to')} {...form.getInputProps('to')} />
          <Select
            label={t('freeze.where')}
            placeholder={t('freeze.market')}
            clearable
            data={(seasons.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            {...form.getInputProps('season')}
          />
          <Checkbox.Group label={t('freeze.areas')} {...form.getInputProps('areas')}>
            <Group gap={12} mt={4}>
              {changeAreas.map((area) => (
                <Checkbox key={area} value={area} label={t(`freeze.area.${area}`)} />
              ))}
            </Group>
          </Checkbox.Group>
          <Refusal error={act.error} />
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={onClose}>
              {t('action.cancel')}
            </Button>
            <Button type="submit" loading={act.isPending}>
              {t('freeze.make')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
