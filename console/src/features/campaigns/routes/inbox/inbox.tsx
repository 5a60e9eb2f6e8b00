import { SegmentedControl, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTenant } from '@/shared/api/tenant';
import { useFormat } from '@/shared/format/use-format';
import { Icon } from '@/shared/icons/icons';
import { Page } from '@/shared/page/page';
import { EmptyState, FailureState } from '@/shared/states/states';
import { DataTable } from '@/shared/table/data-table';
import { Pager } from '@/shared/table/pager';
import { usePaging } from '@/shared/table/use-paging';
import { anyText, oneOf, useUrlState } from '@/shared/url-state/url-state';
import { type InboxFilter, type InboxRow, type InboxSummary, inboxQuery, inboxSummaryQuery } from '../../api';
import { ReviewBar } from '../../components/review/review-bar';
import { type Review, ReviewForm } from '../../components/review/review-form';
import { SubmissionPanel } from '../../components/submission-panel/submission-panel';
import { useI18n } from '../../i18n';
import classes from './inbox.module.css';
import { useInboxColumns } from './inbox-columns';

export function screen() {
  return <Inbox />;
}

const checks = { round: anyText, step: oneOf('first', 'second'), q: anyText, item: anyText };

/** What waits for my decision, over all rounds? */
function Inbox() {
  const { t } = useI18n();
  const { slug } = useTenant();
  const [{ item, ...filter }, setUrl] = useUrlState(checks) as [
    InboxFilter & { item?: string },
    (patch: Record<string, string | undefined>, options?: { replace?: boolean }) => void,
  ];
  const paging = usePaging();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [review, setReview] = useState<Review | null>(null);
  const columns = useInboxColumns();
  const rows = useQuery(inboxQuery(slug, filter, paging.cursor));
  const summary = useQuery(inboxSummaryQuery(slug, {}));
  const narrowed = Boolean(filter.round ?? filter.step ?? filter.q);
  const shown = rows.data?.items ?? [];
  const change = (patch: InboxFilter) => {
    setSelected(new Set());
    setUrl({ ...patch, cursor: undefined }, { replace: true });
  };
  /** The selected rows, or the one the keyboard is on. */
  const decide = (decision: Review['decision'], row: InboxRow) => {
    const chosen = shown.filter(({ submission }) => selected.has(submission.id));
    setReview({ decision, rows: (chosen.length > 0 ? chosen : [row]).map(({ submission }) => submission) });
  };

  return (
    <Page title={t('campaigns.inbox.title')}>
      <Filters filter={filter} summary={summary.data} onChange={change} />
      <DataTable
        label={t('campaigns.inbox.label')}
        columns={columns}
        rows={rows.data?.items}
        rowId={({ submission }) => submission.id}
        rowName={({ submission }) => submission.item.title}
        onOpen={({ submission }) => setUrl({ item: submission.id }, { replace: true })}
        rowKeys={{ a: (row) => decide('approve', row), r: (row) => decide('reject', row) }}
        keysHint={t('campaigns.inbox.keys')}
        currentId={item}
        minWidth={1080}
        selection={{ ids: selected, change: setSelected }}
        toolbar={
          <ReviewBar
            rows={shown.map(({ submission }) => submission)}
            selected={selected}
            total={narrowed ? undefined : summary.data?.total}
            onDone={() => setSelected(new Set())}
          />
        }
        failure={rows.isError ? <FailureState error={rows.error} onRetry={() => void rows.refetch()} /> : undefined}
        empty={
          narrowed ? (
            <EmptyState
              icon="search"
              title={t('campaigns.grid.none_match_title')}
              text={t('campaigns.grid.none_match_text')}
            />
          ) : (
            <EmptyState icon="check" title={t('campaigns.inbox.empty_title')} text={t('campaigns.inbox.empty_text')} />
          )
        }
        footer={<Pager paging={paging} next={rows.data?.next} shown={shown.length} />}
      />
      <ReviewForm
        review={review}
        onClose={() => setReview(null)}
        onDone={() => {
          setReview(null);
          setSelected(new Set());
        }}
      />
      <SubmissionPanel id={item} onClose={() => setUrl({ item: undefined }, { replace: true })} />
    </Page>
  );
}

interface FilterProps {
  filter: InboxFilter;
  summary: InboxSummary | undefined;
  onChange: (patch: InboxFilter) => void;
}

function Filters({ filter, summary, onChange }: FilterProps) {
  const { t } = useI18n();
  const format = useFormat();
  const [typed, setTyped] = useState(filter.q ?? '');
  const search = useDebouncedCallback((q: string) => onChange({ q: q.trim() || undefined }), 300);
  const counted = (label: string, count: number | undefined) =>
    count === undefined ? label : `${label} · ${format.count(count)}`;
  return (
    <search className={classes.filters} aria-label={t('campaigns.grid.filters')}>
      <SegmentedControl
        aria-label={t('campaigns.inbox.step')}
        value={filter.step ?? 'all'}
        onChange={(step) => onChange({ step: step === 'all' ? undefined : step })}
        data={[
          { value: 'all', label: counted(t('campaigns.inbox.all'), summary?.total) },
          { value: 'first', label: counted(t('campaigns.inbox.first'), summary?.first) },
          { value: 'second', label: counted(t('campaigns.inbox.second'), summary?.second) },
        ]}
      />
      <Select
        w={320}
        clearable
        searchable
        aria-label={t('campaigns.inbox.round')}
        placeholder={t('campaigns.inbox.any_round')}
        value={filter.round ?? null}
        data={(summary?.rounds ?? []).map((round) => ({
          value: round.round,
          label: `${round.campaignName} · ${round.name} · ${format.count(round.count)}`,
        }))}
        onChange={(round) => onChange({ round: round ?? undefined })}
      />
      <TextInput
        w={240}
        aria-label={t('campaigns.grid.search')}
        placeholder={t('campaigns.grid.search')}
        leftSection={<Icon name="search" />}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          search(event.currentTarget.value);
        }}
      />
    </search>
  );
}
