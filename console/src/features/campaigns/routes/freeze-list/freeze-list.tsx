import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type Freeze, freezesQuery } from '@/shared/api/freezes';
import { useTenant } from '@/shared/api/tenant';
import { Icon } from '@/shared/icons/icons';
import { Page } from '@/shared/page/page';
import { EmptyState, FailureState } from '@/shared/states/states';
import { DataTable } from '@/shared/table/data-table';
import { anyText, useUrlState } from '@/shared/url-state/url-state';
import { useI18n } from '../../i18n';
import { useFreezeColumns } from './freeze-columns';
import { FreezeForm } from './freeze-form';
import { FreezePanel } from './freeze-panel';

export function screen() {
  return <FreezeList />;
}

const checks = { open: anyText, make: anyText };

/** When do changes stop, for whom, and who was let through? */
function FreezeList() {
  const { t } = useI18n();
  const { slug, zone, isAny } = useTenant();
  const [{ open, make }, setUrl] = useUrlState(checks);
  const freezes = useQuery(freezesQuery(slug));
  const columns = useFreezeColumns();
  const act = isAny('operator') ? (
    <Button leftSection={<Icon name="lock" />} onClick={() => setUrl({ make: 'new' }, { replace: true })}>
      {t('freeze.new')}
    </Button>
  ) : undefined;
  return (
    <Page title={t('freeze.title')} actions={act}>
      <DataTable<Freeze>
        label={t('freeze.nav')}
        columns={columns}
        minWidth={960}
        toolbar={<span>{t('time.zone', { zone })}</span>}
        rows={freezes.data}
        rowId={(row) => row.id}
        rowName={(row) => row.name}
        currentId={open}
        onOpen={(row) => setUrl({ open: row.id }, { replace: true })}
        failure={
          freezes.isError ? <FailureState error={freezes.error} onRetry={() => void freezes.refetch()} /> : undefined
        }
        empty={<EmptyState icon="lock" title={t('freeze.empty_title')} text={t('freeze.empty_text')} action={act} />}
      />
      {make !== undefined && (
        <FreezeForm
          onClose={() => setUrl({ make: undefined }, { replace: true })}
          onDone={({ id }) => setUrl({ make: undefined, open: id }, { replace: true })}
        />
      )}
      <FreezePanel
        freeze={freezes.data?.find(({ id }) => id === open)}
        onClose={() => setUrl({ open: undefined }, { replace: true })}
      />
    </Page>
  );
}
