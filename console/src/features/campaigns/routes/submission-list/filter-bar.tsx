import { Button, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';
import { useFormat } from '@/shared/format/use-format';
import type { BothLanguages } from '@/shared/i18n/dictionary';
import { Icon } from '@/shared/icons/icons';
import type { SubmissionFilter, SubmissionSummary } from '../../api';
import { submissionStatuses } from '../../components/submission-state';
import { useI18n } from '../../i18n';
import classes from './grid.module.css';

interface Props {
  filter: SubmissionFilter;
  summary: SubmissionSummary | undefined;
  onChange: (patch: SubmissionFilter) => void;
}

/** Narrows the list; every choice says how many rows it would leave. */
export function FilterBar({ filter, summary, onChange }: Props) {
  const { t, pick } = useI18n();
  const format = useFormat();
  const [typed, setTyped] = useState(filter.q ?? '');
  const search = useDebouncedCallback((q: string) => onChange({ q: q.trim() || undefined }), 300);
  const counted = (label: string, count: number | undefined) =>
    count === undefined ? label : `${label} · ${format.count(count)}`;
  const clause = filter.clause ?? null;

  return (
    <search className={classes.filters} aria-label={t('campaigns.grid.filters')}>
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
      <Select
        w={184}
        clearable
        aria-label={t('campaigns.grid.status')}
        placeholder={t('campaigns.grid.any_status')}
        value={filter.status ?? null}
        data={[
          ...submissionStatuses.map((status) => ({
            value: status as string,
            label: counted(t(`campaigns.submission.${status}`), summary?.byStatus[status]),
          })),
          ...(filter.status?.includes(',') ? [{ value: filter.status, label: several(filter.status, t) }] : []),
        ]}
        onChange={(status) => onChange({ status: status ?? undefined })}
      />
      <Select
        w={152}
        clearable
        aria-label={t('campaigns.grid.outcome')}
        placeholder={t('campaigns.grid.any_outcome')}
        value={filter.outcome ?? null}
        data={(['pass', 'fail', 'unknown'] as const).map((outcome) => ({
          value: outcome,
          label: counted(t(`outcome.${outcome}`), summary?.byOutcome[outcome]),
        }))}
        onChange={(outcome) => onChange({ outcome: outcome ?? undefined })}
      />
      <Select
        w={152}
        clearable
        aria-label={t('campaigns.grid.gate')}
        placeholder={t('campaigns.grid.any_gate')}
        value={filter.gate ?? null}
        data={(['merchant', 'item', 'sku'] as const).map((gate) => ({
          value: gate,
          label: counted(t(`gate.${gate}`), summary?.byGate[gate]),
        }))}
        onChange={(gate) => onChange({ gate: gate ?? undefined })}
      />
      <Select
        w={256}
        clearable
        searchable
        aria-label={t('campaigns.grid.clause')}
        placeholder={t('campaigns.grid.any_clause')}
        value={clause}
        data={clauseChoices(summary, clause).map(({ value, texts, failed }) => ({
          value,
          label: texts ? counted(pick(texts), failed) : value,
        }))}
        onChange={(value) => onChange({ clause: value ?? undefined })}
      />
      {filter.merchant && (
        <Button
          variant="light"
          rightSection={<Icon name="cross" size={12} />}
          onClick={() => onChange({ merchant: undefined })}
        >
          {t('campaigns.grid.of_merchant', { merchant: filter.merchant })}
        </Button>
      )}
      <Button
        variant="subtle"
        style={{ visibility: Object.values(filter).some(Boolean) ? 'visible' : 'hidden' }}
        onClick={() => {
          setTyped('');
          onChange({
            status: undefined,
            gate: undefined,
            outcome: undefined,
            merchant: undefined,
            clause: undefined,
            q: undefined,
          });
        }}
      >
        {t('action.clear_filters')}
      </Button>
    </search>
  );
}

/** Several statuses at once come from the board: whatever went through a step. */
function several(statuses: string, t: ReturnType<typeof useI18n>['t']): string {
  return submissionStatuses
    .filter((status) => statuses.split(',').includes(status))
    .map((status) => t(`campaigns.submission.${status}`))
    .join(' · ');
}

/** The clauses counted, and the chosen one even before its count is known. */
function clauseChoices(summary: SubmissionSummary | undefined, chosen: string | null) {
  const counted: { value: string; texts: BothLanguages | null; failed?: number }[] = (summary?.byClause ?? []).map(
    (clause) => ({ value: clause.clause, texts: clause.text, failed: clause.failed }),
  );
  if (chosen && !counted.some(({ value }) => value === chosen)) counted.push({ value: chosen, texts: null });
  return counted;
}
