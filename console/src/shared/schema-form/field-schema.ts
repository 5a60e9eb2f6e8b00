import type { BothLanguages } from '@/shared/i18n/dictionary';

/** A field as the server describes it. A kind this console does not know is shown, not edited. */
export interface FieldSchema {
  name: string;
  kind: string;
  label: BothLanguages;
  required: boolean;
  min?: number | null;
  max?: number | null;
  default?: unknown;
  choices?: { name: string; label: BothLanguages }[] | null;
  help?: BothLanguages | null;
}

export type Spec = Record<string, unknown>;

export interface FieldProps {
  schema: FieldSchema;
  value: unknown;
  error?: string;
  onChange: (value: unknown) => void;
}

/** What a fresh form holds: the defaults of the schema, and nothing where there is none. */
export function defaultsOf(fields: readonly FieldSchema[]): Spec {
  return Object.fromEntries(
    fields
      .filter(({ default: value }) => value !== undefined && value !== null)
      .map((field) => [field.name, field.default]),
  );
}
