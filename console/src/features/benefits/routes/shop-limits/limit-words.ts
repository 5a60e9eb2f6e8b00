import { useCallback } from 'react';
import { useTenant } from '@/shared/api/tenant';
import { useFormat } from '@/shared/format/use-format';
import type { FieldSchema, Spec } from '@/shared/schema-form/field-schema';
import { useI18n } from '../../i18n';

/** Limits in one line: each field that is set, by its label. */
export function useLimitWords(fields: readonly FieldSchema[] | undefined) {
  const { pick } = useI18n();
  const { currency } = useTenant();
  const format = useFormat();
  return useCallback(
    (limits: Spec) => {
      const say = ({ kind, choices }: FieldSchema, value: unknown) => {
        if (kind === 'money') return format.money({ minor: Number(value), currency });
        if (kind === 'percent') return format.share(Number(value), 10_000);
        if (kind === 'period') return format.duration(Number(value));
        if (kind === 'integer') return format.count(Number(value));
        const choice = choices?.find(({ name }) => name === value);
        return choice ? pick(choice.label) : String(value);
      };
      return (fields ?? [])
        .filter(({ name }) => limits[name] !== undefined)
        .map((field) => `${pick(field.label)}: ${say(field, limits[field.name])}`)
        .join(' · ');
    },
    [fields, pick, currency, format],
  );
}
