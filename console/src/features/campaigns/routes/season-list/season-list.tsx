import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTenant } from '@/shared/api/tenant';
import { Badge } from '@/shared/badge/badge';
import { useFormat } from '@/shared/format/use-format';
import { Icon } from '@/shared/icons/icons';
import { Page } from '@/shared/page/page';
import { EmptyState, FailureState } from '@/shared/states/states';
import type { Column } from '@/shared/table/columns';
import { DataTable } from '@/shared/table/data-table';
import { Pager } from '@/shared/table/pager';
import { usePaging } from '@/shared/table/use-paging';
import { TenantLink, useTenantNavigate } from '@/shared/url-state/tenant-link';
import { type SeasonRow, seasonsQuery } from '../../api';
import { useI18n } from '../../i18n';
import { SeasonCloneForm, SeasonForm, TemplateStart } from './season-dialogs';

export function screen() {
  return <SeasonList />;
}

function SeasonList() {
  const { t } = useI18n();
  const format = useFormat();
  const tenant = useTenant();
  const go = useTenantNavigate();
  const paging = usePaging();
  const [creating, form] = useDisclosure(false);
  const [cloning, setCloning] = useState<SeasonRow | null>(null);
  const [starting, start] = useDisclosure(false);
  const seasons = useQuery(seasonsQuery(tenant.slug, paging.cursor));

  const columns = useMemo<Column<SeasonRow>[]>(
    () => [
      {
        id: 'name',
        label: t('campaigns.season.name'),
        fixed: true,
        cell: (row) => <TenantLink path={`seasons/${row.id}`}>{row.name}</TenantLink>,
      },
      { id: 'opens', label: t('campaigns.season.opens'), width: 180, cell: (row) => format.instant(row.opens) },
      { id: 'closes', label: t('campaigns.season.closes'), width: 180, cell: (row) => format.instant(row.closes) },
      {
        id: 'campaigns',
        label: t('campaigns.campaigns'),
        width: 200,
        align: 'right',
        cell: (row) => t('campaigns.season.published_of', { published: row.published, count: row.campaigns }),
      },
      {
        id: 'rounds',
        label: t('campaigns.rounds'),
        width: 96,
        align: 'right',
        cell: (row) => format.count(row.rounds),
      },
      {
        id: 'live',
        label: t('campaigns.season.now'),
        width: 144,
        cell: (row) =>
          row.liveRounds > 0 ? (
            <Badge meaning="good">{t('campaigns.season.live', { count: row.liveRounds })}</Badge>
          ) : (
            <Badge meaning="neutral">{t('campaigns.season.not_live')}</Badge>
          ),
      },
      {
        id: 'clone',
        label: t('campaigns.clone.again'),
        width: 112,
        cell: (row) => (
          <Button
            size="compact-sm"
            variant="subtle"
            aria-label={`${t('campaigns.clone.act')}: ${t('campaigns.clone.title', { name: row.name })}`}
            onClick={() => setCloning(row)}
          >
            {t('campaigns.clone.act')}
          </Button>
        ),
      },
    ],
    [t, format],
  );

  const create = (
    <Button leftSection={<Icon name="plus" />} onClick={form.open}>
      {t('campaigns.season.new')}
    </Button>
  );
  return (
    <Page
      title={t('campaigns.season.list_title')}
      actions={
        <>
          <Button variant="default" onClick={start.open}>
            {t('campaigns.template.start')}
          </Button>
          {create}
        </>
      }
    >
      <DataTable
        label={t('campaigns.nav.seasons')}
        columns={columns}
        rows={seasons.data?.items}
        rowId={(row) => row.id}
        rowName={(row) => row.name}
        onOpen={(row) => go(`seasons/${row.id}`)}
        failure={
          seasons.isError ? <FailureState error={seasons.error} onRetry={() => void seasons.refetch()} /> : undefined
        }
        empty={
          <EmptyState
            icon="flow"
            title={t('campaigns.season.empty_title')}
            text={t('campaigns.season.empty_text')}
            action={create}
          />
        }
        toolbar={<span>{t('time.zone', { zone: tenant.zone })}</span>}
        footer={<Pager paging={paging} next={seasons.data?.next} shown={seasons.data?.items.length ?? 0} />}
      />
      <SeasonForm opened={creating} onClose={form.close} />
      <TemplateStart opened={starting} onClose={start.close} />
      {cloning && <SeasonCloneForm key={cloning.id} season={cloning} opened onClose={() => setCloning(null)} />}
    </Page>
  );
}
