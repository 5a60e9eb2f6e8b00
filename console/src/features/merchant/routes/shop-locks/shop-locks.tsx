import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Badge } from '@/shared/badge/badge';
import { useFormat } from '@/shared/format/use-format';
import { EmptyState, FailureState } from '@/shared/states/states';
import type { Column } from '@/shared/table/columns';
import { DataTable } from '@/shared/table/data-table';
import { Pager } from '@/shared/table/pager';
import { usePaging } from '@/shared/table/use-paging';
import { type Lock, locksQuery } from '../../api';
import classes from '../../components/shop.module.css';
import { ShopPage } from '../../components/shop-page';
import { useShop } from '../../components/use-shop';
import { useI18n } from '../../i18n';
import { LeaveForm } from './leave-form';

export function screen() {
  return <ShopLocks />;
}

function ShopLocks() {
  const { t, pick } = useI18n();
  const format = useFormat();
  const { tenant, shop, may } = useShop();
  const paging = usePaging();
  const [leaving, setLeaving] = useState<Lock | null>(null);
  const rows = useQuery(locksQuery(tenant, shop, paging.cursor));
  const mayLeave = may('confirm');
  const columns = useMemo<Column<Lock>[]>(
    () => [
      {
        id: 'item',
        label: t('merchant.locks.item'),
        fixed: true,
        cell: (row) => (
          <>
            {row.submission.item.title} <code className={classes.muted}>{row.submission.item.id}</code>
          </>
        ),
      },
      {
        id: 'round',
        label: t('merchant.locks.round'),
        width: 200,
        cell: (row) => `${row.campaign} · ${row.roundName}`,
      },
      {
        id: 'what',
        label: t('merchant.locks.what'),
        width: 280,
        cell: (row) => <span title={row.locked.map(pick).join(' · ')}>{row.locked.map(pick).join(' · ')}</span>,
      },
      {
        id: 'until',
        label: t('merchant.locks.until'),
        width: 136,
        cell: (row) => format.instant(row.lockedUntil),
      },
      {
        id: 'exit',
        label: t('merchant.locks.exit'),
        width: 232,
        cell: (row) => (
          <span className={classes.rowActions}>
            {t(`merchant.locks.way.${row.exit.way}`, { when: format.instant(row.exit.freeUntil) })}
            {row.exit.isBreach && <Badge meaning="warn">{t('merchant.locks.breach')}</Badge>}
          </span>
        ),
      },
      {
        id: 'leave',
        label: t('merchant.locks.ask'),
        width: 136,
        cell: (row) =>
          mayLeave && (row.exit.way === 'free' || row.exit.way === 'approval') ? (
            <Button size="compact-sm" variant="default" onClick={() => setLeaving(row)}>
              {t('merchant.locks.ask')}
            </Button>
          ) : null,
      },
    ],
    [t, pick, format, mayLeave],
  );
  return (
    <ShopPage tab="locks" title={t('merchant.locks.title')}>
      <DataTable<Lock>
        label={t('merchant.tab.locks')}
        columns={columns}
        minWidth={1200}
        rows={rows.data?.items}
        rowId={(row) => row.submission.id}
        rowName={(row) => row.submission.item.title}
        failure={rows.isError ? <FailureState error={rows.error} onRetry={() => void rows.refetch()} /> : undefined}
        empty={<EmptyState icon="lock" title={t('merchant.locks.empty_title')} text={t('merchant.locks.empty_text')} />}
        footer={<Pager paging={paging} next={rows.data?.next} shown={rows.data?.items.length ?? 0} />}
      />
      {leaving && <LeaveForm lock={leaving} onClose={() => setLeaving(null)} />}
    </ShopPage>
  );
}
