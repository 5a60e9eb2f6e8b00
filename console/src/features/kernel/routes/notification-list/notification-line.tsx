import { Button } from '@mantine/core';
import { Badge } from '@/shared/badge/badge';
import { useFormat } from '@/shared/format/use-format';
import { TenantLink } from '@/shared/url-state/tenant-link';
import { useI18n } from '../../i18n';
import type { Told } from '../../telling';
import classes from './notifications.module.css';

/** One notification. Whoever goes where it leads has read it. */
export function NotificationLine({ row, onRead }: { row: Told; onRead: () => void }) {
  const { t, pick } = useI18n();
  const format = useFormat();
  const [path = '', query = ''] = row.link.split('?');
  return (
    <li className={classes.line} data-unread={!row.isRead || undefined}>
      <div className={classes.words}>
        <TenantLink
          path={path}
          search={Object.fromEntries(new URLSearchParams(query))}
          className={classes.title}
          onClick={row.isRead ? undefined : onRead}
        >
          {pick(row.title)}
        </TenantLink>
        <p>{pick(row.text)}</p>
        <small>
          {pick(row.kindLabel)}
          {row.shop && ` · ${row.shop}`} · {format.instant(row.at)}
          {row.times > 1 && ` · ${t('telling.times', { count: row.times })}`}
        </small>
      </div>
      {!row.isRead && (
        <div className={classes.state}>
          <Badge meaning="brand">{t('telling.new')}</Badge>
          <Button variant="subtle" aria-label={t('telling.read_one', { name: pick(row.title) })} onClick={onRead}>
            {t('telling.read')}
          </Button>
        </div>
      )}
    </li>
  );
}
