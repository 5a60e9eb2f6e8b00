import type { Language } from '@/shared/i18n/dictionary';

export interface Money {
  /** Integer minor units: fen, cents, yen. */
  minor: number;
  /** ISO 4217, upper case. */
  currency: string;
}

/** Digits after the point as the currency itself has them: 2 for CNY, 0 for JPY. */
export function minorDigits(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** Money always carries its currency; minor units never pass through a binary fraction on the way to the text. */
export function formatMoney(money: Money, language: Language): string {
  const digits = minorDigits(money.currency);
  const negative = money.minor < 0;
  const all = Math.abs(money.minor)
    .toString()
    .padStart(digits + 1, '0');
  const whole = digits === 0 ? all : all.slice(0, -digits);
  const fraction = digits === 0 ? '' : all.slice(-digits);
  const decimal = `${negative ? '-' : ''}${whole}${digits === 0 ? '' : '.'}${fraction}` as Intl.StringNumericLiteral;
  return new Intl.NumberFormat(language, {
    style: 'currency',
    currency: money.currency,
    // '¥' and not 'CN¥': a tenant has one currency, and the rules and the shop write it so in both languages.
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: digits,
  }).format(decimal);
}

/** Reads what a person typed ("1,299.9") back into minor units; null when it is no such number. */
export function parseMinor(text: string, currency: string): number | null {
  const digits = minorDigits(currency);
  const match = /^(-?)(\d{1,12})(?:\.(\d+))?$/.exec(text.replace(/[,，\s]/g, ''));
  if (match === null || (match[3] ?? '').length > digits) return null;
  const minor = Number(`${match[2]}${(match[3] ?? '').padEnd(digits, '0')}`);
  return match[1] === '-' ? -minor : minor;
}

export function formatCount(value: number, language: Language): string {
  return new Intl.NumberFormat(language).format(value);
}

/** A share in percent; below one in a thousand it says so instead of "0%". */
export function formatShare(part: number, whole: number, language: Language): string {
  if (whole <= 0) return '–';
  const share = part / whole;
  const small = share > 0 && share < 0.001;
  const text = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: share < 0.1 ? 1 : 0 }).format(
    small ? 0.001 : share,
  );
  return small ? `<${text}` : text;
}

export function formatBytes(bytes: number, language: Language): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: units[unit],
    unitDisplay: 'short',
    maximumFractionDigits: value < 10 && unit > 0 ? 1 : 0,
  }).format(value);
}

/** Date and time in the tenant's zone; the year only when it is not the reader's current one. */
export function formatInstant(iso: string, zone: string, language: Language, now: Date = new Date()): string {
  const at = new Date(iso);
  const year = (date: Date) => new Intl.DateTimeFormat('en', { year: 'numeric', timeZone: zone }).format(date);
  return new Intl.DateTimeFormat(language, {
    timeZone: zone,
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(year(at) === year(now) ? {} : { year: 'numeric' as const }),
  }).format(at);
}

/** The full form for tooltips: seconds and the zone's own short name. */
export function formatInstantFully(iso: string, zone: string, language: Language): string {
  return new Intl.DateTimeFormat(language, {
    timeZone: zone,
    dateStyle: 'full',
    timeStyle: 'long',
  }).format(new Date(iso));
}

export function formatDay(iso: string, zone: string, language: Language): string {
  return new Intl.DateTimeFormat(language, { timeZone: zone, year: 'numeric', month: 'short', day: 'numeric' }).format(
    new Date(iso),
  );
}

/** "3 hours ago", from the coarsest unit that still says something. */
export function formatAgo(iso: string, now: Date, language: Language): string {
  const seconds = Math.round((new Date(iso).getTime() - now.getTime()) / 1000);
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const steps: [Intl.RelativeTimeFormatUnit, number][] = [
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
  ];
  for (const [unit, size] of steps) {
    if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit);
  }
  return relative.format(0, 'second');
}

export function formatDuration(seconds: number, language: Language): string {
  const unit = seconds >= 3_600 ? 'hour' : seconds >= 60 ? 'minute' : 'second';
  const size = unit === 'hour' ? 3_600 : unit === 'minute' ? 60 : 1;
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit,
    unitDisplay: 'long',
    maximumFractionDigits: unit === 'hour' ? 1 : 0,
  }).format(Math.max(0, seconds / size));
}

/** Ids are cut in the middle, because both ends tell them apart. */
export function shortenId(id: string, keep = 14): string {
  if (id.length <= keep) return id;
  const head = Math.ceil((keep - 1) / 2);
  return `${id.slice(0, head)}…${id.slice(-(keep - 1 - head))}`;
}
