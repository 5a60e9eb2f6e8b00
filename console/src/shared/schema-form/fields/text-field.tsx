import { TextInput } from '@mantine/core';
import { useI18n } from '@/shared/i18n/i18n';
import type { FieldProps } from '../field-schema';

export function TextField({ schema, value, error, onChange }: FieldProps) {
  const { pick } = useI18n();
  return (
    <TextInput
      label={pick(schema.label)}
      description={schema.help ? pick(schema.help) : undefined}
      required={schema.required}
      error={error}
      maxLength={schema.max ?? 500}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
