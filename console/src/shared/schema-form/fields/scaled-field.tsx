import { NumberInput } from '@mantine/core';
import { useI18n } from '@/shared/i18n/i18n';
import type { FieldProps } from '../field-schema';

/** An integer on the wire, shown with its decimal point moved: 129990 as 1299.90, 1050 basis points as 10.5. */
export function ScaledField({
  schema,
  value,
  error,
  onChange,
  digits,
  unit,
}: FieldProps & { digits: number; unit?: string }) {
  const { pick } = useI18n();
  const scale = 10 ** digits;
  const shown = (scaled: number | null | undefined) => (typeof scaled === 'number' ? scaled / scale : undefined);
  return (
    <NumberInput
      label={pick(schema.label)}
      description={schema.help ? pick(schema.help) : undefined}
      required={schema.required}
      error={error}
      value={shown(value as number | undefined) ?? ''}
      min={shown(schema.min)}
      max={shown(schema.max)}
      decimalScale={digits}
      fixedDecimalScale={false}
      allowDecimal={digits > 0}
      thousandSeparator=","
      suffix={unit ? ` ${unit}` : undefined}
      onChange={(next) => onChange(next === '' ? undefined : Math.round(Number(next) * scale))}
    />
  );
}
