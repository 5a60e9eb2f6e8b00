import { ActionIcon, Button, Group, Modal, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useEffect } from 'react';
import { fieldErrors } from '@/shared/api/problem';
import { useTenant } from '@/shared/api/tenant';
import { useAct } from '@/shared/api/use-act';
import { Icon } from '@/shared/icons/icons';
import { Refusal } from '@/shared/states/states';
import {
  editPlan,
  makePlan,
  type Plan,
  type PlanBody,
  type PlanStep,
  planKeys,
  type StepKind,
} from '../../contingency';
import { useI18n } from '../../i18n';
import classes from './plans.module.css';

const mostSteps = 20;

interface Props {
  plan: Plan | undefined;
  kinds: StepKind[];
  onClose: () => void;
  onDone: (plan: Plan) => void;
}

type Draft = PlanStep & { key: string };
const draftOf = (step: PlanStep): Draft => ({ ...step, key: crypto.randomUUID() });

/** A plan in quiet times: what is to be switched, in which order. */
export function PlanForm({ plan, kinds, onClose, onDone }: Props) {
  const { t } = useI18n();
  const { slug } = useTenant();
  const form = useForm({
    initialValues: {
      name: plan?.name ?? '',
      note: plan?.note ?? '',
      steps: (plan?.steps ?? [{ name: '', action: kinds[0]?.name ?? '', settings: {} }]).map(draftOf),
    },
    validate: {
      name: (value) => (value.trim() === '' ? t('plan.name_needed') : null),
      steps: { name: (value) => (value.trim() === '' ? t('plan.step_name_needed') : null) },
    },
  });
  const act = useAct({
    act: (body: PlanBody, key) => (plan ? editPlan(slug, plan.id, body, key) : makePlan(slug, body, key)),
    invalidates: planKeys.all(slug),
    onDone,
  });
  const { setErrors } = form;
  useEffect(() => setErrors(fieldErrors(act.error, t)), [act.error, setErrors, t]);
  const steps = form.getValues().steps;
  return (
    <Modal
      opened
      onClose={onClose}
      size={640}
      title={<b>{t(plan ? 'plan.edit' : 'plan.new')}</b>}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <form
        onSubmit={form.onSubmit(({ name, note, steps }) =>
          act.mutate({
            name: name.trim(),
            note: note.trim(),
            steps: steps.map(({ name, action, settings }) => ({ name: name.trim(), action, settings })),
            revision: plan?.revision ?? null,
          }),
        )}
      >
        <Stack gap={12}>
          <p className={classes.effect}>{t('plan.effect')}</p>
          <TextInput label={t('plan.name')} maxLength={100} data-autofocus {...form.getInputProps('name')} />
          <Textarea label={t('plan.note')} autosize maxLength={1000} {...form.getInputProps('note')} />
          <ol className={classes.drafts}>
            {steps.map((step, at) => (
              <li key={step.key}>
                <fieldset className={classes.draft}>
                  <legend>{t('plan.step_of', { number: at + 1 })}</legend>
                  <StepFields kinds={kinds} step={step} path={`steps.${at}`} form={form} />
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    className={classes.drop}
                    disabled={steps.length === 1}
                    aria-label={t('plan.step_drop', { number: at + 1 })}
                    onClick={() => form.removeListItem('steps', at)}
                  >
                    <Icon name="cross" />
                  </ActionIcon>
                </fieldset>
              </li>
            ))}
          </ol>
          <Button
            variant="default"
            leftSection={<Icon name="plus" />}
            disabled={steps.length >= mostSteps}
            onClick={() =>
              form.insertListItem('steps', draftOf({ name: '', action: kinds[0]?.name ?? '', settings: {} }))
            }
          >
            {t('plan.step_add')}
          </Button>
          <Refusal error={act.error} />
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={onClose}>
              {t('action.cancel')}
            </Button>
            <Button type="submit" loading={act.isPending}>
              {t('plan.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

interface StepProps {
  kinds: StepKind[];
  step: PlanStep;
  path: string;
  form: {
    getInputProps: (path: string) => object;
    setFieldValue: (path: string, value: never) => void;
  };
}

function StepFields({ kinds, step, path, form }: StepProps) {
  const { t, language } = useI18n();
  const kind = kinds.find(({ name }) => name === step.action);
  return (
    <>
      <TextInput label={t('plan.step_name')} maxLength={100} {...form.getInputProps(`${path}.name`)} />
      <Select
        label={t('plan.step_kind')}
        allowDeselect={false}
        data={kinds.map(({ name, label }) => ({ value: name, label: label[language] }))}
        value={step.action}
        onChange={(value) => {
          form.setFieldValue(`${path}.action`, value as never);
          form.setFieldValue(`${path}.settings`, {} as never);
        }}
      />
      {kind?.settings.map(({ name, label, hint }) => (
        <TextInput
          key={`${step.action} ${name}`}
          label={label[language]}
          description={hint[language]}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          required
          maxLength={200}
          {...form.getInputProps(`${path}.settings.${name}`)}
          value={step.settings[name] ?? ''}
        />
      ))}
    </>
  );
}
