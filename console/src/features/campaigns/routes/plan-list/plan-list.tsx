import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTenant } from '@/shared/api/tenant';
import { Icon } from '@/shared/icons/icons';
import { Page } from '@/shared/page/page';
import { EmptyState, FailureState } from '@/shared/states/states';
import { DataTable } from '@/shared/table/data-table';
import { anyText, useUrlState } from '@/shared/url-state/url-state';
import { type Plan, plansQuery, runsQuery } from '../../contingency';
import { useI18n } from '../../i18n';
import { usePlanColumns } from './plan-columns';
import { PlanForm } from './plan-form';
import { PlanPanel } from './plan-panel';

export function screen() {
  return <PlanList />;
}

const checks = { open: anyText, make: anyText };

/** What is prepared for trouble, what of it is ready to be pulled, and what is on now? */
function PlanList() {
  const { t } = useI18n();
  const { slug, isAny } = useTenant();
  const [{ open, make }, setUrl] = useUrlState(checks);
  const plans = useQuery(plansQuery(slug));
  const runs = useQuery(runsQuery(slug));
  const columns = usePlanColumns(runs.data);
  const current = plans.data?.plans.find(({ id }) => id === open);
  const edited = plans.data?.plans.find(({ id }) => id === make);
  const act = isAny('operator') ? (
    <Button leftSection={<Icon name="plus" />} onClick={() => setUrl({ make: 'new' }, { replace: true })}>
      {t('plan.new')}
    </Button>
  ) : undefined;
  const failed = plans.isError ? plans : runs.isError ? runs : undefined;
  return (
    <Page title={t('plan.title')} actions={act}>
      <DataTable<Plan>
        label={t('plan.nav')}
        columns={columns}
        minWidth={880}
        rows={plans.data?.plans}
        rowId={(row) => row.id}
        rowName={(row) => row.name}
        currentId={open}
        onOpen={(row) => setUrl({ open: row.id }, { replace: true })}
        failure={failed && <FailureState error={failed.error} onRetry={() => void failed.refetch()} />}
        empty={<EmptyState icon="warn" title={t('plan.empty_title')} text={t('plan.empty_text')} action={act} />}
      />
      {make !== undefined && plans.data && (
        <PlanForm
          key={make}
          plan={edited}
          kinds={plans.data.actions}
          onClose={() => setUrl({ make: undefined }, { replace: true })}
          onDone={({ id }) => setUrl({ make: undefined, open: id }, { replace: true })}
        />
      )}
      <PlanPanel
        plan={make === undefined ? current : undefined}
        kinds={plans.data?.actions ?? []}
        runs={runs.data}
        onEdit={(id) => setUrl({ make: id }, { replace: true })}
        onClose={() => setUrl({ open: undefined }, { replace: true })}
      />
    </Page>
  );
}
