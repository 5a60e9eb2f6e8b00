import { Button, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useAct } from '@/shared/api/use-act';
import { Badge, type Meaning } from '@/shared/badge/badge';
import { useFormat } from '@/shared/format/use-format';
import { EmptyState, FailureState, Refusal } from '@/shared/states/states';
import type { Column } from '@/shared/table/columns';
import { DataTable } from '@/shared/table/data-table';
import { Pager } from '@/shared/table/pager';
import { usePaging } from '@/shared/table/use-paging';
import { anyText, useUrlState } from '@/shared/url-state/url-state';
import { confirmSubmissions, merchantKeys, type Submission, submissionsQuery } from '../../api';
import classes from '../../components/shop.module.css';
import { ShopPage } from '../../components/shop-page';
import { useShop } from '../../components/use-shop';
import { useI18n } from '../../i18n';

export function screen() {
  return <ShopSubmissions />;
}

const checks = { status: anyText };

const meanings: Record<Submission['status'], Meaning> = {
  refused: 'bad',
  in_review: 'info',
  first_approved: 'info',
  approved: 'good',
  rejected: 'bad',
  scheduled: 'warn',
  confirmed: 'good',
  locked: 'good',
  live: 'good',
  ended: 'neutral',
  withdrawn: 'neutral',
  exited: 'neutral',
  removed: 'bad',
};

function ShopSubmissions() {
  const { t, pick } = useI18n();
  const format = useFormat();
  const { tenant, shop, may } = useShop();
  const [{ status }, setUrl] = useUrlState(checks);
  const paging = usePaging();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const rows = useQuery(submissionsQuery(tenant, shop, status, paging.cursor));
  const confirm = useAct({
    act: (ids: string[], key) => confirmSubmissions(tenant, shop, ids, key),
    invalidates: merchantKeys.all(tenant, shop),
    onDone: () => setSelected(new Set()),
  });
  const failed = confirm.data?.results.filter((one) => one.error) ?? [];
  const columns = useMemo<Column<Submission>[]>(
    () => [
      {
        id: 'item',
        label: t('merchant.round.item'),
        fixed: true,
        cell: (row) => (
          <>
            {row.item.title} <code className={classes.muted}>{row.item.id}</code>
          </>
        ),
      },
      {
        id: 'status',
        label: t('merchant.round.status'),
        width: 136,
        cell: (row) => <Badge meaning={meanings[row.status]}>{t(`campaigns.submission.${row.status}`)}</Badge>,
      },
      {
        id: 'reason',
        label: t('merchant.round.reason'),
        width: 400,
        cell: (row) => (row.reason ? pick(row.reason) : ''),
      },
      {
        id: 'price',
        label: t('merchant.round.price'),
        width: 112,
        align: 'right',
        cell: (row) => format.money(row.price),
      },
      {
        id: 'stock',
        label: t('merchant.round.stock'),
        width: 88,
        align: 'right',
        cell: (row) => format.count(row.stock),
      },
      {
        id: 'submitted',
        label: t('campaigns.grid.submitted'),
        width: 136,
        cell: (row) => format.instant(row.submittedAt),
      },
    ],
    [t, pick, format],
  );
  return (
    <ShopPage
      tab="submissions"
      title={t('merchant.submissions.title')}
      actions={
        may('confirm') && (
          <Button
            disabled={selected.size === 0}
            loading={confirm.isPending}
            onClick={() => confirm.mutate([...selected])}
          >
            {t('merchant.submissions.confirm')}
          </Button>
        )
      }
    >
      <Refusal error={confirm.error} />
      {selected.size > 0 && <p className={classes.warn}>{t('merchant.submissions.confirm_effect')}</p>}
      <div aria-live="polite">
        {confirm.data && confirm.data.results.length > failed.length && (
          <p className={classes.good}>
            {t('merchant.submissions.confirmed', { count: confirm.data.results.length - failed.length })}
          </p>
        )}
        {failed.length > 0 && (
          <p className={classes.bad}>
            {t('merchant.submissions.not_confirmed', {
              count: failed.length,
              why: failed[0]?.error?.message ?? '',
            })}
          </p>
        )}
      </div>
      <DataTable<Submission>
        label={t('merchant.tab.submissions')}
        columns={columns}
        minWidth={1080}
        rows={rows.data?.items}
        rowId={(row) => row.id}
        rowName={(row) => row.item.title}
        selection={{
          ids: selected,
          change: setSelected,
          selectable: (id) => rows.data?.items.find((row) => row.id === id)?.status === 'scheduled',
        }}
        failure={rows.isError ? <FailureState error={rows.error} onRetry={() => void rows.refetch()} /> : undefined}
        empty={
          <EmptyState
            icon="submissions"
            title={t('merchant.submissions.empty_title')}
            text={t('merchant.submissions.empty_text')}
          />
        }
        toolbar={
          <Select
            w={200}
            clearable
            aria-label={t('merchant.round.status')}
            placeholder={t('campaigns.grid.any_status')}
            value={status ?? null}
            data={[
              ...Object.keys(meanings).map((one) => ({
                value: one,
                label: t(`campaigns.submission.${one as Submission['status']}`),
              })),
              {
                value: 'refused,rejected',
                label: `${t('campaigns.submission.refused')} · ${t('campaigns.submission.rejected')}`,
              },
            ]}
            onChange={(next) => setUrl({ status: next ?? undefined })}
          />
        }
        footer={<Pager paging={paging} next={rows.data?.next} shown={rows.data?.items.length ?? 0} />}
      />
    </ShopPage>
  );
}
