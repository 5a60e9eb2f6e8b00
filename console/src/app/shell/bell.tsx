import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { unreadQuery } from '@/features/kernel/telling';
import { useI18n } from '@/shared/i18n/i18n';
import { Icon } from '@/shared/icons/icons';
import classes from './shell.module.css';

/** How much there is to read. One that cannot ask says nothing: the page behind it says why. */
export function Bell({ tenant }: { tenant: string }) {
  const { t } = useI18n();
  const { data } = useQuery(unreadQuery(tenant));
  const count = data?.count ?? 0;
  return (
    <Link
      to={`/t/${tenant}/notifications`}
      className={classes.bell}
      aria-label={count === 0 ? t('telling.bell') : t('telling.bell_unread', { count })}
      activeProps={{ 'data-active': true, 'aria-current': 'page' }}
    >
      <Icon name="bell" />
      {count > 0 && (
        <span className={classes.count} aria-hidden="true">
          {data?.isMore ? `${count}+` : count}
        </span>
      )}
    </Link>
  );
}
