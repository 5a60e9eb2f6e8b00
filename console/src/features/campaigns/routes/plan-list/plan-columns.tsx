import { useMemo } from 'react';
import { Badge } from '@/shared/badge/badge';
import { useFormat } from '@/shared/format/use-format';
import type { Column } from '@/shared/table/columns';
import { isRehearsed, type Plan, type PlanRun, runOf } from '../../contingency';
import { useI18n } from '../../i18n';

/** On, ready to be pulled, or what is missing. */
export function PlanState({ plan, run }: { plan: Plan; run: PlanRun | undefined }) {
  const { t } = useI18n();
  if (run) return <Badge meaning="warn">{t(`plan.run.${run.state}`)}</Badge>;
  if (isRehearsed(plan)) return <Badge meaning="good">{t('plan.ready')}</Badge>;
  return plan.rehearsedRevision === plan.revision ? (
    <Badge meaning="bad">{t('plan.failing')}</Badge>
  ) : (
    <Badge meaning="neutral">{t('plan.unrehearsed')}</Badge>
  );
}

export function usePlanColumns(runs: PlanRun[] | undefined): Column<Plan>[] {
  const { t } = useI18n();
  const format = useFormat();
  return useMemo<Column<Plan>[]>(
    () => [
      { id: 'name', label: t('plan.name'), width: 208, fixed: true, cell: (row) => row.name },
      {
        id: 'state',
        label: t('plan.state'),
        width: 152,
        cell: (row) => <PlanState plan={row} run={runOf(runs, row.id)} />,
      },
      { id: 'steps', label: t('plan.steps'), cell: (row) => row.steps.map(({ name }) => name).join(' · ') },
      {
        id: 'rehearsed',
        label: t('plan.rehearsed_at'),
        width: 152,
        cell: (row) => (row.rehearsedAt === null ? '—' : format.instant(row.rehearsedAt)),
      },
      { id: 'changed', label: t('plan.changed_by'), width: 136, cell: (row) => row.changedBy },
    ],
    [t, format, runs],
  );
}
