import { useTenant } from '@/shared/api/tenant';
import { minorDigits } from '@/shared/format/format';
import type { FieldProps } from '../field-schema';
import { ScaledField } from './scaled-field';

/** Minor units of the tenant's one settlement currency. */
export function MoneyField(props: FieldProps) {
  const { currency } = useTenant();
  return <ScaledField {...props} digits={minorDigits(currency)} unit={currency} />;
}
