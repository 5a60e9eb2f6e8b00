import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { fieldErrors } from '@/shared/api/problem';
import { useTenant } from '@/shared/api/tenant';
import { useAct } from '@/shared/api/use-act';
import type { FieldSchema, Spec } from '@/shared/schema-form/field-schema';
import { SchemaForm } from '@/shared/schema-form/schema-form';
import { Refusal } from '@/shared/states/states';
import { type Limits, limitKeys, type NewLimits, setLimits } from '../../api';
import { useI18n } from '../../i18n';

const scopes = ['market', 'category', 'merchant'] as const;

interface Props {
  /** The limits that are changed; none when new ones are set. */
  was?: Limits;
  hasMarket: boolean;
  fields: readonly FieldSchema[];
  onClose: () => void;
}

/** For whom, and each field; below the market every field may stay empty. */
export function LimitForm({ was, hasMarket, fields, onClose }: Props) {
  const { t } = useI18n();
  const { slug } = useTenant();
  const [scope, setScope] = useState<string>(was?.scope ?? (hasMarket ? 'category' : 'market'));
  const [subject, setSubject] = useState(was?.subject ?? '');
  const [limits, setOwn] = useState<Spec>({ ...(was?.limits as Spec | undefined) });
  const act = useAct({
    act: (body: NewLimits, key) => setLimits(slug, body, key),
    invalidates: limitKeys.all(slug),
    onDone: onClose,
  });
  const refused = fieldErrors(act.error, t);
  const narrower = scope !== 'market';
  return (
    <Modal
      opened
      onClose={onClose}
      size={560}
      title={<b>{t(was ? 'benefits.limits.change' : 'benefits.limits.set')}</b>}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          act.mutate({
            scope,
            limits: limits as NewLimits['limits'],
            revision: was?.revision ?? 0,
            ...(narrower ? { subject: subject.trim() } : {}),
          });
        }}
      >
        <Stack gap={12}>
          <Select
            label={t('benefits.limits.scope')}
            data={scopes.map((name) => ({ value: name, label: t(`benefits.limits.scope.${name}`) }))}
            value={scope}
            allowDeselect={false}
            disabled={was !== undefined}
            onChange={(next) => setScope(next ?? 'market')}
          />
          {narrower && (
            <TextInput
              label={t(scope === 'category' ? 'benefits.limits.category' : 'benefits.limits.merchant')}
              value={subject}
              required
              withAsterisk={false}
              disabled={was !== undefined}
              maxLength={128}
              error={refused.subject}
              onChange={(event) => setSubject(event.currentTarget.value)}
            />
          )}
          <p>{t(narrower ? 'benefits.limits.narrower' : 'benefits.limits.pays')}</p>
          <SchemaForm
            fields={narrower ? fields.map((field) => ({ ...field, required: false })) : fields}
            value={limits}
            onChange={setOwn}
            errors={Object.fromEntries(
              Object.entries(refused)
                .filter(([path]) => path.startsWith('limits.'))
                .map(([path, text]) => [path.slice(7), text]),
            )}
          />
          <Refusal error={act.error} />
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={onClose}>
              {t('action.cancel')}
            </Button>
            <Button type="submit" loading={act.isPending}>
              {t('benefits.limits.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
