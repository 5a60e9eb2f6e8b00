import { Button, Checkbox, Group, Modal, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTenant } from '@/shared/api/tenant';
import { useAct } from '@/shared/api/use-act';
import { Refusal } from '@/shared/states/states';
import { kinds, type NewTakedown, riskKeys, type Takedown, type TakedownKind, takeDown } from '../../api';
import { useI18n } from '../../i18n';
import classes from './takedowns.module.css';

const hours = ['1', '4', '24', '168'] as const;

interface Props {
  kind: TakedownKind;
  subject: string;
  onClose: () => void;
  onDone: (taken: Takedown) => void;
}

/** What goes off, why, and for how long; what the merchant is told stands apart from the reason. */
export function TakeDownForm(props: Props) {
  const { t } = useI18n();
  const { slug, now } = useTenant();
  const [kind, setKind] = useState(props.kind);
  const [subject, setSubject] = useState(props.subject);
  const [reason, setReason] = useState('');
  const [told, setTold] = useState('');
  const [length, setLength] = useState<string | null>(null);
  const [forGood, setForGood] = useState(false);
  const act = useAct({
    act: (body: NewTakedown, key) => takeDown(slug, body, key),
    invalidates: riskKeys.all(slug),
    onDone: props.onDone,
  });
  const until = () => (length === null ? null : new Date(now().getTime() + Number(length) * 3_600_000).toISOString());
  return (
    <Modal
      opened
      onClose={props.onClose}
      size={560}
      title={<b>{t('risk.takedown.new')}</b>}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          act.mutate({
            kind,
            subject: subject.trim(),
            reason: reason.trim(),
            told: told.trim() === '' ? null : told.trim(),
            until: until(),
            reversible: !forGood,
          });
        }}
      >
        <Stack gap={12}>
          <p className={classes.effect}>{t('risk.takedown.effect')}</p>
          <Group grow align="start">
            <Select
              label={t('risk.takedown.kind')}
              data={kinds.map((name) => ({ value: name, label: t(`risk.kind.${name}`) }))}
              value={kind}
              allowDeselect={false}
              onChange={(value) => value && setKind(value as TakedownKind)}
            />
            <TextInput
              label={t('risk.takedown.subject')}
              description={t(`risk.subject.${kind}`)}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              data-autofocus={props.subject === '' || undefined}
              maxLength={128}
              value={subject}
              onChange={(event) => setSubject(event.currentTarget.value)}
            />
          </Group>
          <Textarea
            label={t('risk.takedown.reason')}
            description={t('risk.takedown.reason_hint')}
            data-autofocus={props.subject !== '' || undefined}
            autosize
            minRows={2}
            maxLength={1000}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Textarea
            label={t('risk.takedown.told')}
            description={t('risk.takedown.told_hint')}
            autosize
            maxLength={1000}
            value={told}
            onChange={(event) => setTold(event.currentTarget.value)}
          />
          <Group grow align="end">
            <Select
              label={t('risk.takedown.length')}
              placeholder={t('risk.takedown.until_put_back')}
              clearable
              disabled={forGood}
              data={hours.map((value) => ({ value, label: t(`risk.takedown.hours_${value}`) }))}
              value={length}
              onChange={setLength}
            />
            <Checkbox
              label={t('risk.takedown.for_good')}
              checked={forGood}
              onChange={(event) => {
                setForGood(event.currentTarget.checked);
                setLength(null);
              }}
            />
          </Group>
          <Refusal error={act.error} />
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={props.onClose}>
              {t('action.cancel')}
            </Button>
            <Button
              type="submit"
              color="red"
              loading={act.isPending}
              disabled={subject.trim() === '' || reason.trim() === ''}
            >
              {t('risk.takedown.take_down')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
