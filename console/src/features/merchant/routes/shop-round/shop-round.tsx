import { Button, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useAct } from '@/shared/api/use-act';
import { Badge } from '@/shared/badge/badge';
import { useFormat } from '@/shared/format/use-format';
import { Icon } from '@/shared/icons/icons';
import { EmptyState, FailureState, Refusal } from '@/shared/states/states';
import { DataTable } from '@/shared/table/data-table';
import { Pager } from '@/shared/table/pager';
import { usePaging } from '@/shared/table/use-paging';
import { anyText, oneOf, useUrlState } from '@/shared/url-state/url-state';
import { type Candidate, candidatesQuery, merchantKeys, opportunitiesQuery, startCheck } from '../../api';
import { ShopPage } from '../../components/shop-page';
import { useShop } from '../../components/use-shop';
import { useI18n } from '../../i18n';
import { CandidatePanel } from './candidate-panel';
import { CheckTiles } from './check-tiles';
import { SheetSection } from './sheet-section';
import { useCandidateColumns } from './use-candidate-columns';

export function screen() {
  return <ShopRound />;
}

const checks = { outcome: oneOf('pass', 'fail', 'unknown'), q: anyText, open: anyText };

function ShopRound() {
  const { t } = useI18n();
  const format = useFormat();
  const { tenant, shop, may } = useShop();
  const { round } = useParams({ strict: false }) as { round: string };
  const [url, setUrl] = useUrlState(checks);
  const [typed, setTyped] = useState(url.q ?? '');
  const search = useDebouncedCallback((q: string) => setUrl({ q: q.trim() || undefined }, { replace: true }), 300);
  const paging = usePaging();
  const columns = useCandidateColumns();
  const rounds = useQuery(opportunitiesQuery(tenant, shop));
  const here = rounds.data?.find((one) => one.round === round);
  const filter = { outcome: url.outcome, q: url.q };
  const seen = here?.check ? `${here.check.run} ${here.check.done} ${here.check.running}` : '';
  const rows = useQuery(candidatesQuery(tenant, shop, round, filter, paging.cursor, seen));
  const check = useAct({
    act: (_: null, key) => startCheck(tenant, shop, round, key),
    invalidates: merchantKeys.all(tenant, shop),
  });
  const opened = rows.data?.items.find((row) => row.item.id === url.open);

  return (
    <ShopPage
      tab="home"
      title={
        rounds.isSuccess && !here
          ? t('merchant.round.title_closed')
          : t('merchant.round.title', { name: here?.name ?? '…' })
      }
      aside={
        here && (
          <Badge meaning="info">
            {t('merchant.join.deadline')} {format.instant(here.enrollCloses)}
          </Badge>
        )
      }
      actions={
        <Button
          variant={here?.check ? 'default' : 'filled'}
          leftSection={<Icon name="refresh" />}
          loading={check.isPending || here?.check?.running === true}
          onClick={() => check.mutate(null)}
        >
          {t(here?.check ? 'merchant.round.check_again' : 'merchant.round.check')}
        </Button>
      }
    >
      <Refusal error={check.error} />
      <CheckTiles check={here?.check ?? null} />
      <DataTable<Candidate>
        label={t('merchant.round.items')}
        columns={columns}
        minWidth={1080}
        rows={rows.data?.items}
        rowId={(row) => row.item.id}
        rowName={(row) => row.item.title}
        currentId={url.open}
        onOpen={(row) => setUrl({ open: row.item.id }, { replace: true })}
        failure={rows.isError ? <FailureState error={rows.error} onRetry={() => void rows.refetch()} /> : undefined}
        empty={
          <EmptyState icon="search" title={t('merchant.round.empty_title')} text={t('merchant.round.empty_text')} />
        }
        toolbar={
          <>
            <TextInput
              w={240}
              aria-label={t('merchant.round.search')}
              placeholder={t('merchant.round.search')}
              leftSection={<Icon name="search" />}
              value={typed}
              onChange={(event) => {
                setTyped(event.currentTarget.value);
                search(event.currentTarget.value);
              }}
            />
            <Select
              w={160}
              clearable
              aria-label={t('merchant.round.outcome')}
              placeholder={t('merchant.round.any_outcome')}
              value={url.outcome ?? null}
              data={(['pass', 'fail', 'unknown'] as const).map((outcome) => ({
                value: outcome,
                label: t(`outcome.${outcome}`),
              }))}
              onChange={(outcome) => setUrl({ outcome: outcome ?? undefined })}
            />
          </>
        }
        footer={<Pager paging={paging} next={rows.data?.next} shown={rows.data?.items.length ?? 0} />}
      />
      {may('submit') && <SheetSection round={round} />}
      <CandidatePanel
        key={opened?.item.id ?? ''}
        round={round}
        candidate={opened}
        onClose={() => setUrl({ open: undefined }, { replace: true })}
      />
    </ShopPage>
  );
}
