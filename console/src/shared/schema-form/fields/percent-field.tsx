import type { FieldProps } from '../field-schema';
import { ScaledField } from './scaled-field';

/** Basis points, shown as per cent. */
export function PercentField(props: FieldProps) {
  return <ScaledField {...props} digits={2} unit="%" />;
}
