import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Badge } from '@/shared/badge/badge';
import { useFormat } from '@/shared/format/use-format';
import { Icon } from '@/shared/icons/icons';
import { EmptyState, FailureState } from '@/shared/states/states';
import type { Column } from '@/shared/table/columns';
import { DataTable } from '@/shared/table/data-table';
import { type StatementRound, statementAddress, statementQuery } from '../../api';
import classes from '../../components/shop.module.css';
import { ShopPage } from '../../components/shop-page';
import { useShop } from '../../components/use-shop';
import { useI18n } from '../../i18n';

export function screen() {
  return <ShopStatement />;
}

function ShopStatement() {
  const { t, language } = useI18n();
  const format = useFormat();
  const { tenant, shop } = useShop();
  const statement = useQuery(statementQuery(tenant, shop));
  const total = statement.data?.total;
  const columns = useMemo<Column<StatementRound>[]>(() => {
    const money = (id: string, label: string, of: (row: StatementRound) => StatementRound['paidOut']) => ({
      id,
      label,
      width: 128,
      align: 'right' as const,
      cell: (row: StatementRound) => format.money(of(row)),
    });
    return [
      {
        id: 'round',
        label: t('merchant.locks.round'),
        fixed: true,
        cell: (row) => row.name ?? t('merchant.statement.no_round'),
      },
      {
        id: 'quantity',
        label: t('merchant.statement.sold'),
        width: 88,
        align: 'right',
        cell: (row) => format.count(row.quantity),
      },
      money('gross', t('merchant.statement.gross'), (row) => row.totals.gross),
      money('platform', t('merchant.statement.platform'), (row) => row.totals.platformFunded),
      money('merchant', t('merchant.statement.merchant'), (row) => row.totals.merchantFunded),
      money('brand', t('merchant.statement.brand'), (row) => row.totals.brandFunded),
      money('paid', t('merchant.statement.paid'), (row) => row.totals.paid),
      money('refunded', t('merchant.statement.refunded'), (row) => row.totals.refundedPaid),
      money('paidOut', t('merchant.statement.paid_out'), (row) => row.paidOut),
    ];
  }, [t, format]);
  return (
    <ShopPage
      tab="statement"
      title={t('merchant.statement.title')}
      aside={
        statement.data && (
          <Badge meaning={statement.data.ties ? 'good' : 'bad'}>
            {t(statement.data.ties ? 'merchant.statement.ties' : 'merchant.statement.does_not_tie')}
          </Badge>
        )
      }
      actions={(['xlsx', 'csv'] as const).map((kind) => (
        <Button
          key={kind}
          component="a"
          variant="default"
          leftSection={<Icon name="imports" />}
          href={statementAddress(tenant, shop, kind, language)}
          download
        >
          {kind.toUpperCase()}
        </Button>
      ))}
    >
      {total && (
        <dl className={classes.tiles}>
          {(
            [
              ['merchant.statement.gross', total.totals.gross],
              ['merchant.statement.paid', total.totals.paid],
              ['merchant.statement.merchant', total.totals.merchantFunded],
              ['merchant.statement.refunded', total.totals.refundedPaid],
              ['merchant.statement.paid_out', total.paidOut],
            ] as const
          ).map(([label, amount]) => (
            <div key={label} className={classes.tile}>
              <dt>{t(label)}</dt>
              <dd>{format.money(amount)}</dd>
            </div>
          ))}
        </dl>
      )}
      <DataTable<StatementRound>
        label={t('merchant.tab.statement')}
        columns={columns}
        minWidth={1200}
        rows={statement.data?.rounds}
        rowId={(row) => row.round ?? ''}
        rowName={(row) => row.name ?? t('merchant.statement.no_round')}
        failure={
          statement.isError ? (
            <FailureState error={statement.error} onRetry={() => void statement.refetch()} />
          ) : undefined
        }
        empty={
          <EmptyState
            icon="orders"
            title={t('merchant.statement.empty_title')}
            text={t('merchant.statement.empty_text')}
          />
        }
      />
    </ShopPage>
  );
}
