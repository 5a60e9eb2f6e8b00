import { useMemo } from 'react';
import { useTenant } from '@/shared/api/tenant';
import { useI18n } from '@/shared/i18n/i18n';
import * as format from './format';

/** The formatters with the reader's language and the tenant's zone and clock already in place. */
export function useFormat() {
  const { language } = useI18n();
  const { zone, now } = useTenant();
  return useMemo(
    () => ({
      zone,
      money: (money: format.Money) => format.formatMoney(money, language),
      count: (value: number) => format.formatCount(value, language),
      share: (part: number, whole: number) => format.formatShare(part, whole, language),
      bytes: (value: number) => format.formatBytes(value, language),
      instant: (iso: string) => format.formatInstant(iso, zone, language, now()),
      instantFully: (iso: string) => format.formatInstantFully(iso, zone, language),
      day: (iso: string) => format.formatDay(iso, zone, language),
      ago: (iso: string) => format.formatAgo(iso, now(), language),
      duration: (seconds: number) => format.formatDuration(seconds, language),
    }),
    [language, zone, now],
  );
}
