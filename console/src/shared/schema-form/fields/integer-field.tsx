import type { FieldProps } from '../field-schema';
import { ScaledField } from './scaled-field';

export function IntegerField(props: FieldProps) {
  return <ScaledField {...props} digits={0} />;
}
