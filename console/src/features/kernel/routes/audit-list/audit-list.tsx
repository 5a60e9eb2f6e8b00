import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTenant } from '@/shared/api/tenant';
import { useFormat } from '@/shared/format/use-format';
import { Page } from '@/shared/page/page';
import { SidePanel } from '@/shared/side-panel/side-panel';
import { EmptyState, FailureState } from '@/shared/states/states';
import { DataTable } from '@/shared/table/data-table';
import { Pager } from '@/shared/table/pager';
import { usePaging } from '@/shared/table/use-paging';
import { anyText, useUrlState } from '@/shared/url-state/url-state';
import { type AuditFilter, type AuditRow, auditQuery } from '../../api';
import { useI18n } from '../../i18n';
import classes from './audit.module.css';
import { useAuditColumns } from './audit-columns';
import { AuditFilters } from './audit-filters';

export function screen() {
  return <AuditList />;
}

const isInstant = (text: string) => !Number.isNaN(Date.parse(text));
const checks = {
  open: anyText,
  actor: anyText,
  action: anyText,
  subject: anyText,
  from: isInstant,
  until: isInstant,
};

/** Who changed what, and when? Every question asked is an address, so an answer can be handed on. */
function AuditList() {
  const { t } = useI18n();
  const { slug } = useTenant();
  const paging = usePaging();
  const [{ open, ...filter }, setUrl] = useUrlState(checks);
  const audit = useQuery(auditQuery(slug, filter, paging.cursor));
  const columns = useAuditColumns();
  // Another question begins on its first page.
  const narrow = (patch: AuditFilter) =>
    setUrl({ ...patch, open: undefined, cursor: undefined } as Parameters<typeof setUrl>[0]);
  const rows = audit.data?.items;
  return (
    <Page title={t('operations.audit.title')}>
      <DataTable<AuditRow>
        label={t('operations.nav.audit')}
        columns={columns}
        minWidth={960}
        toolbar={<AuditFilters filter={filter} change={narrow} />}
        rows={rows}
        rowId={(row) => row.id}
        rowName={(row) => `${row.action} ${row.subject}`}
        currentId={open}
        onOpen={(row) => setUrl({ open: row.id }, { replace: true })}
        failure={audit.isError ? <FailureState error={audit.error} onRetry={() => void audit.refetch()} /> : undefined}
        empty={
          <EmptyState icon="search" title={t('operations.audit.empty_title')} text={t('operations.audit.empty_text')} />
        }
        footer={<Pager paging={paging} next={audit.data?.next} shown={rows?.length ?? 0} />}
      />
      <AuditPanel
        row={rows?.find(({ id }) => id === open)}
        narrow={narrow}
        onClose={() => setUrl({ open: undefined }, { replace: true })}
      />
    </Page>
  );
}

interface PanelProps {
  row: AuditRow | undefined;
  narrow: (patch: AuditFilter) => void;
  onClose: () => void;
}

function AuditPanel({ row, narrow, onClose }: PanelProps) {
  const { t } = useI18n();
  const format = useFormat();
  return (
    <SidePanel opened={row !== undefined} onClose={onClose} title={row?.action ?? ''}>
      {row && (
        <div className={classes.panel}>
          <p>
            {row.actor} · {format.instantFully(row.at)}
          </p>
          <code>{row.actorId}</code>
          <code>{row.subject}</code>
          <Group gap={8}>
            <Button variant="default" onClick={() => narrow({ actor: row.actorId })}>
              {t('operations.audit.only_actor')}
            </Button>
            <Button variant="default" onClick={() => narrow({ subject: row.subject })}>
              {t('operations.audit.only_subject')}
            </Button>
            <Button variant="default" onClick={() => narrow({ action: row.action })}>
              {t('operations.audit.only_action')}
            </Button>
          </Group>
          {row.detail !== null && (
            <>
              <h3>{t('operations.audit.detail')}</h3>
              <pre>{JSON.stringify(row.detail, null, 2)}</pre>
            </>
          )}
        </div>
      )}
    </SidePanel>
  );
}
