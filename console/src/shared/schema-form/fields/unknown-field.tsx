import { TextInput } from '@mantine/core';
import { useI18n } from '@/shared/i18n/i18n';
import type { FieldProps } from '../field-schema';

/** A kind from a newer server: its value is shown and kept, not edited. */
export function UnknownField({ schema, value }: FieldProps) {
  const { t, pick } = useI18n();
  return (
    <TextInput
      label={pick(schema.label)}
      description={t('schema.unknown_kind')}
      readOnly
      value={value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value)}
    />
  );
}
