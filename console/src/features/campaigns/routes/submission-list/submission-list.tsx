import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTenant } from '@/shared/api/tenant';
import { Page } from '@/shared/page/page';
import { EmptyState, FailureState } from '@/shared/states/states';
import { DataTable } from '@/shared/table/data-table';
import { Pager } from '@/shared/table/pager';
import { usePaging } from '@/shared/table/use-paging';
import { anyText, oneOf, useUrlState } from '@/shared/url-state/url-state';
import {
  boardQuery,
  type SubmissionFilter,
  type SubmissionRow,
  seasonQuery,
  submissionSummaryQuery,
  submissionsQuery,
} from '../../api';
import { ReviewBar } from '../../components/review/review-bar';
import { SubmissionPanel } from '../../components/submission-panel/submission-panel';
import { useI18n } from '../../i18n';
import { FilterBar } from './filter-bar';
import { useSubmissionColumns } from './submission-columns';

export function screen() {
  return <SubmissionList />;
}

const checks = {
  status: anyText,
  gate: oneOf('merchant', 'item', 'sku'),
  outcome: oneOf('pass', 'fail', 'unknown'),
  merchant: anyText,
  clause: anyText,
  q: anyText,
  open: anyText,
};

/** What was submitted to this round, what became of it, and why? */
function SubmissionList() {
  const { t } = useI18n();
  const { slug } = useTenant();
  const { round = '' } = useParams({ strict: false }) as { round?: string };
  const [{ open, ...filter }, setUrl] = useUrlState(checks);
  const paging = usePaging();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const board = useQuery(boardQuery(slug, round));
  const seasonId = board.data?.season;
  const season = useQuery({ ...seasonQuery(slug, seasonId ?? ''), enabled: seasonId !== undefined });
  const list = useQuery(submissionsQuery(slug, round, filter, paging.cursor));
  const summary = useQuery(submissionSummaryQuery(slug, round, filter));
  const columns = useSubmissionColumns();

  const rows = list.data?.items;
  const narrow = (patch: SubmissionFilter) => {
    setSelected(new Set());
    setUrl({ ...patch, ...{ cursor: undefined } });
  };
  const filtered = Object.values(filter).some((value) => value !== undefined);
  const name = board.data?.name ?? '…';

  return (
    <Page
      title={t('campaigns.grid.title', { name })}
      trail={[
        { label: t('campaigns.nav.seasons'), path: 'seasons' },
        { label: season.data?.season.name ?? '…', path: `seasons/${seasonId ?? ''}`, search: { round } },
      ]}
    >
      <FilterBar filter={filter} summary={summary.data} onChange={narrow} />
      <DataTable<SubmissionRow>
        label={t('campaigns.grid.label')}
        columns={columns}
        minWidth={1440}
        rows={rows}
        rowId={(row) => row.id}
        rowName={(row) => row.item.title}
        currentId={open}
        onOpen={(row) => setUrl({ open: row.id }, { replace: true })}
        selection={{
          ids: selected,
          change: setSelected,
          selectable: (id) =>
            rows?.find((row) => row.id === id)?.allowed.some((move) => move === 'approve' || move === 'reject') ??
            false,
        }}
        failure={list.isError ? <FailureState error={list.error} onRetry={() => void list.refetch()} /> : undefined}
        empty={
          <EmptyState
            icon="submissions"
            title={t(filtered ? 'campaigns.grid.none_match_title' : 'campaigns.grid.empty_title')}
            text={t(filtered ? 'campaigns.grid.none_match_text' : 'campaigns.grid.empty_text')}
          />
        }
        toolbar={
          <ReviewBar
            rows={rows ?? []}
            selected={selected}
            onDone={() => setSelected(new Set())}
            total={summary.data?.total}
          />
        }
        footer={<Pager paging={paging} next={list.data?.next} shown={rows?.length ?? 0} total={summary.data?.total} />}
      />
      <SubmissionPanel id={open} onClose={() => setUrl({ open: undefined }, { replace: true })} />
    </Page>
  );
}
