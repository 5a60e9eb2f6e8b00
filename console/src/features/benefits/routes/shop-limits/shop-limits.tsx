import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTenant } from '@/shared/api/tenant';
import { useFormat } from '@/shared/format/use-format';
import { Icon } from '@/shared/icons/icons';
import { Page } from '@/shared/page/page';
import type { Spec } from '@/shared/schema-form/field-schema';
import { EmptyState, FailureState } from '@/shared/states/states';
import type { Column } from '@/shared/table/columns';
import { DataTable } from '@/shared/table/data-table';
import { type Limits, limitsQuery } from '../../api';
import { useI18n } from '../../i18n';
import { LimitForm } from './limit-form';
import { useLimitWords } from './limit-words';
import { RemoveForm } from './remove-form';

export function screen() {
  return <ShopLimits />;
}

/** Within what may shops run offers of their own: for the market, and narrower ones below it. */
function ShopLimits() {
  const { t } = useI18n();
  const format = useFormat();
  const { slug, isAny } = useTenant();
  const limits = useQuery(limitsQuery(slug));
  const [form, setForm] = useState<Limits | 'new' | null>(null);
  const [removing, setRemoving] = useState<Limits | null>(null);
  const words = useLimitWords(limits.data?.fields);
  const may = isAny('operator', 'risk');
  const columns = useMemo<Column<Limits>[]>(
    () => [
      {
        id: 'scope',
        label: t('benefits.limits.scope'),
        width: 260,
        fixed: true,
        cell: (row) => [t(`benefits.limits.scope.${row.scope as 'market'}`), row.subject].filter(Boolean).join(' · '),
      },
      {
        id: 'says',
        label: t('benefits.limits.says'),
        cell: (row) => <span title={words(row.limits as Spec)}>{words(row.limits as Spec)}</span>,
      },
      {
        id: 'set_by',
        label: t('benefits.limits.set_by'),
        width: 220,
        cell: (row) => `${row.setBy} · ${format.instant(row.setAt)}`,
      },
      ...(may
        ? [
            {
              id: 'remove',
              label: t('benefits.limits.remove'),
              width: 112,
              cell: (row: Limits) => (
                <Button size="compact-sm" variant="default" onClick={() => setRemoving(row)}>
                  {t('benefits.limits.remove')}
                </Button>
              ),
            },
          ]
        : []),
    ],
    [t, format, words, may],
  );
  const act = may ? (
    <Button leftSection={<Icon name="plus" />} onClick={() => setForm('new')}>
      {t('benefits.limits.set')}
    </Button>
  ) : undefined;
  return (
    <Page title={t('benefits.limits.title')} actions={act}>
      <DataTable<Limits>
        label={t('benefits.nav.limits')}
        columns={columns}
        minWidth={960}
        rows={limits.data?.limits}
        rowId={(row) => `${row.scope}:${row.subject ?? ''}`}
        rowName={(row) => row.subject ?? t(`benefits.limits.scope.${row.scope as 'market'}`)}
        onOpen={may ? setForm : undefined}
        failure={
          limits.isError ? <FailureState error={limits.error} onRetry={() => void limits.refetch()} /> : undefined
        }
        empty={
          <EmptyState
            icon="rule"
            title={t('benefits.limits.empty_title')}
            text={t('benefits.limits.empty_text')}
            action={act}
          />
        }
      />
      {form !== null && limits.data && (
        <LimitForm
          was={form === 'new' ? undefined : form}
          hasMarket={limits.data.limits.some(({ scope }) => scope === 'market')}
          fields={limits.data.fields}
          onClose={() => setForm(null)}
        />
      )}
      {removing !== null && <RemoveForm limits={removing} onClose={() => setRemoving(null)} />}
    </Page>
  );
}
