import { Link } from '@tanstack/react-router';
import type { Session, SessionTenant } from '@/shared/api/session';
import { useI18n } from '@/shared/i18n/i18n';
import { Icon } from '@/shared/icons/icons';
import { AccountMenu } from './account-menu';
import { Bell } from './bell';
import { entriesFor } from './entries';
import { LanguageSwitch } from './language-switch';
import classes from './shell.module.css';
import { TenantSwitch } from './tenant-switch';
import { Wordmark } from './wordmark';

export function Sidebar({ session, tenant }: { session: Session; tenant: SessionTenant }) {
  const { t } = useI18n();
  const entries = entriesFor(session, tenant);
  return (
    <div className={classes.sidebar}>
      <div className={classes.brand}>
        <Wordmark />
        <Bell tenant={tenant.slug} />
      </div>
      <TenantSwitch tenants={session.tenants} current={tenant} />
      <ul className={classes.links}>
        {entries.map((entry) => (
          <li key={entry.path}>
            <Link
              to={`/t/${tenant.slug}/${entry.path}`}
              className={classes.link}
              activeProps={{ 'data-active': true, 'aria-current': 'page' }}
            >
              <Icon name={entry.icon} />
              {t(entry.label as 'app.name')}
            </Link>
          </li>
        ))}
      </ul>
      <div className={classes.foot}>
        <LanguageSwitch />
        <AccountMenu session={session} />
      </div>
    </div>
  );
}
