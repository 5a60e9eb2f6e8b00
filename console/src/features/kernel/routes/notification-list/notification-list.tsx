import { Button, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTenant } from '@/shared/api/tenant';
import { useAct } from '@/shared/api/use-act';
import { Icon } from '@/shared/icons/icons';
import { Page } from '@/shared/page/page';
import { EmptyState, FailureState, Refusal } from '@/shared/states/states';
import { Pager } from '@/shared/table/pager';
import { usePaging } from '@/shared/table/use-paging';
import { TenantLink } from '@/shared/url-state/tenant-link';
import { anyText, oneOf, useUrlState } from '@/shared/url-state/url-state';
import { useI18n } from '../../i18n';
import { markRead, tellingKeys, toldQuery } from '../../telling';
import { NotificationLine } from './notification-line';
import classes from './notifications.module.css';

export function screen() {
  return <NotificationList />;
}

// A cursor belongs to one choice: another choice begins at its first page.
const checks = { show: oneOf('unread'), cursor: anyText };

/** What happened that I should know? */
function NotificationList() {
  const { t } = useI18n();
  const { slug } = useTenant();
  const paging = usePaging();
  const [{ show }, setUrl] = useUrlState(checks);
  const unread = show === 'unread';
  const told = useQuery(toldQuery(slug, unread, paging.cursor));
  const read = useAct({
    act: (ids: string[] | null, key) => markRead(slug, ids, key),
    invalidates: tellingKeys.all(slug),
  });
  const rows = told.data?.items;
  return (
    <Page
      title={t('telling.title')}
      actions={
        <>
          <TenantLink path="notifications/settings" className={classes.settings}>
            {t('telling.settings')}
          </TenantLink>
          <Button leftSection={<Icon name="check" />} loading={read.isPending} onClick={() => read.mutate(null)}>
            {t('telling.read_all')}
          </Button>
        </>
      }
    >
      <SegmentedControl
        className={classes.choice}
        aria-label={t('telling.which')}
        value={unread ? 'unread' : 'all'}
        onChange={(value) =>
          setUrl({ show: value === 'unread' ? 'unread' : undefined, cursor: undefined }, { replace: true })
        }
        data={[
          { value: 'all', label: t('telling.all') },
          { value: 'unread', label: t('telling.unread') },
        ]}
      />
      <Refusal error={read.error} />
      {told.isError && <FailureState error={told.error} onRetry={() => void told.refetch()} />}
      {told.isPending && <p role="status">{t('table.loading')}</p>}
      {rows?.length === 0 && (
        <EmptyState
          icon="bell"
          title={unread ? t('telling.all_read') : t('telling.none')}
          text={t('telling.none_text')}
        />
      )}
      {rows !== undefined && rows.length > 0 && (
        <ul className={classes.list} aria-label={t('telling.bell')}>
          {rows.map((row) => (
            <NotificationLine key={row.id} row={row} onRead={() => read.mutate([row.id])} />
          ))}
        </ul>
      )}
      {rows !== undefined && (rows.length > 0 || paging.cursor !== undefined) && (
        <Pager paging={paging} next={told.data?.next} shown={rows.length} />
      )}
    </Page>
  );
}
