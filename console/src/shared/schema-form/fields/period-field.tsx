import { Group, NumberInput, Select } from '@mantine/core';
import { useState } from 'react';
import { useI18n } from '@/shared/i18n/i18n';
import type { FieldProps } from '../field-schema';

const units = { minutes: 60, hours: 3_600, days: 86_400 } as const;
type Unit = keyof typeof units;

/** Whole seconds, shown in the largest unit that divides them. */
export function PeriodField({ schema, value, error, onChange }: FieldProps) {
  const { t, pick } = useI18n();
  const seconds = typeof value === 'number' ? value : undefined;
  const [unit, setUnit] = useState<Unit>(() =>
    seconds === undefined || seconds % units.days === 0 ? 'days' : seconds % units.hours === 0 ? 'hours' : 'minutes',
  );
  return (
    <Group gap={8} align="flex-end" wrap="nowrap">
      <NumberInput
        flex={1}
        label={pick(schema.label)}
        description={schema.help ? pick(schema.help) : undefined}
        required={schema.required}
        error={error}
        min={1}
        value={seconds === undefined ? '' : seconds / units[unit]}
        onChange={(next) => onChange(next === '' ? undefined : Math.round(Number(next) * units[unit]))}
      />
      <Select
        w={120}
        aria-label={t('schema.unit_of', { name: pick(schema.label) })}
        allowDeselect={false}
        value={unit}
        data={(Object.keys(units) as Unit[]).map((name) => ({ value: name, label: t(`schema.${name}`) }))}
        onChange={(next) => {
          if (next === null) return;
          const chosen = next as Unit;
          if (seconds !== undefined) onChange(Math.round(seconds / units[unit]) * units[chosen]);
          setUnit(chosen);
        }}
      />
    </Group>
  );
}
