import dayjs from 'dayjs';
import timezone from 'dayjs/plugin/timezone';
import utc from 'dayjs/plugin/utc';

dayjs.extend(utc);
dayjs.extend(timezone);

const local = 'YYYY-MM-DD HH:mm:ss';

/** What a picker shows (a wall-clock text without zone) for an instant, in the tenant's zone. */
export function toLocal(instantMs: number, zone: string): string {
  return dayjs(instantMs).tz(zone).format(local);
}

/** The instant a picked wall-clock text means in the tenant's zone. */
export function toInstant(text: string, zone: string): string {
  return dayjs.tz(text, zone).toISOString();
}

/** What a picker shows for the same wall-clock time so many years after an instant. */
export function shiftYears(iso: string, zone: string, years: number): string {
  return dayjs(iso).tz(zone).add(years, 'year').format(local);
}

/** Midnight of the day so many days after an instant, in the zone. */
export function startOfDay(now: Date, zone: string, days = 0): string {
  return dayjs(now).tz(zone).startOf('day').add(days, 'day').format(local);
}
