import { useFormat } from '@/shared/format/use-format';
import { Icon } from '@/shared/icons/icons';
import { useI18n } from '../../i18n';
import type { Alarm } from './alarms';
import classes from './war-room.module.css';

/** What needs somebody now; the place is there when nothing does, so that nothing moves when something does. */
export function AlarmList({ alarms }: { alarms: readonly Alarm[] }) {
  const { t } = useI18n();
  const format = useFormat();
  const text = (alarm: Alarm): string => {
    switch (alarm.kind) {
      case 'quiet':
        return t('campaigns.war.alarm_quiet', { minutes: alarm.minutes });
      case 'sold_out':
        return t('campaigns.war.alarm_sold_out', { count: alarm.count });
      case 'low':
        return t('campaigns.war.alarm_low', { count: alarm.count });
      case 'budget':
        return t('campaigns.war.alarm_budget', { name: alarm.name, left: format.share(alarm.left * 1_000, 1_000) });
      case 'frozen':
        return t('campaigns.war.alarm_frozen', { name: alarm.name });
      case 'cancelled':
        return t('campaigns.war.alarm_cancelled', { share: format.share(alarm.share * 1_000, 1_000) });
    }
  };
  return (
    <section className={classes.alarms} aria-label={t('campaigns.war.alarms')} aria-live="polite">
      {alarms.length === 0 && (
        <span className={classes.calm}>
          <Icon name="check" /> {t('campaigns.war.no_alarm')}
        </span>
      )}
      {alarms.map((alarm) => (
        <span key={text(alarm)} className={classes.alarm}>
          <Icon name="warn" /> {text(alarm)}
        </span>
      ))}
    </section>
  );
}
