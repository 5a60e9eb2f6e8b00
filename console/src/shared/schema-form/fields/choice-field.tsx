import { Select } from '@mantine/core';
import { useI18n } from '@/shared/i18n/i18n';
import type { FieldProps } from '../field-schema';

export function ChoiceField({ schema, value, error, onChange }: FieldProps) {
  const { pick } = useI18n();
  return (
    <Select
      label={pick(schema.label)}
      description={schema.help ? pick(schema.help) : undefined}
      required={schema.required}
      allowDeselect={!schema.required}
      error={error}
      value={typeof value === 'string' ? value : null}
      data={(schema.choices ?? []).map((choice) => ({ value: choice.name, label: pick(choice.label) }))}
      onChange={(next) => onChange(next ?? undefined)}
    />
  );
}
