import { useCallback } from 'react';
import { useTenant } from '@/shared/api/tenant';
import { useFormat } from '@/shared/format/use-format';
import type { ProspectChange } from '../../api';
import { useI18n } from '../../i18n';

/** One thing to change, in words. */
export function useChangeText() {
  const { t } = useI18n();
  const format = useFormat();
  const { currency } = useTenant();
  return useCallback(
    (change: ProspectChange) => {
      const share = (bp: number) => format.share(bp, 10_000);
      const money = (minor: number) => format.money({ minor, currency });
      const unknown = t('merchant.round.unknown_number');
      const write =
        change.field === 'sku.activity_price' ? money : change.field === 'sku.activity_stock' ? format.count : share;
      const values = { from: change.from === null ? unknown : write(change.from), to: write(change.to) };
      if (change.field === 'sku.activity_price')
        return t('merchant.change.price', { sku: change.sku ?? '', ...values });
      if (change.field === 'sku.activity_stock')
        return t('merchant.change.stock', { sku: change.sku ?? '', ...values });
      return t('merchant.change.share', values);
    },
    [t, format, currency],
  );
}
