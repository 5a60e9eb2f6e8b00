import type { ComponentType } from 'react';
import type { FieldProps, FieldSchema, Spec } from './field-schema';
import { ChoiceField } from './fields/choice-field';
import { IntegerField } from './fields/integer-field';
import { MoneyField } from './fields/money-field';
import { PercentField } from './fields/percent-field';
import { PeriodField } from './fields/period-field';
import { TextField } from './fields/text-field';
import { UnknownField } from './fields/unknown-field';
import classes from './schema-form.module.css';

const kinds: Record<string, ComponentType<FieldProps>> = {
  integer: IntegerField,
  money: MoneyField,
  percent: PercentField,
  period: PeriodField,
  choice: ChoiceField,
  text: TextField,
};

interface Props {
  fields: readonly FieldSchema[];
  value: Spec;
  onChange: (value: Spec) => void;
  /** By field name, as the server refused them. */
  errors?: Record<string, string | undefined>;
}

/** A form from the server's description. Members of the value that no field names survive untouched. */
export function SchemaForm({ fields, value, onChange, errors = {} }: Props) {
  return (
    <div className={classes.fields}>
      {fields.map((schema) => {
        const Field = kinds[schema.kind] ?? UnknownField;
        return (
          <Field
            key={schema.name}
            schema={schema}
            value={value[schema.name]}
            error={errors[schema.name]}
            onChange={(next) => {
              const { [schema.name]: _, ...rest } = value;
              onChange(next === undefined || next === '' ? rest : { ...rest, [schema.name]: next });
            }}
          />
        );
      })}
    </div>
  );
}
