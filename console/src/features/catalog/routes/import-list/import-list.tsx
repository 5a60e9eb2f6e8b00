import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useTenant } from '@/shared/api/tenant';
import { Icon } from '@/shared/icons/icons';
import { Page } from '@/shared/page/page';
import { EmptyState, FailureState } from '@/shared/states/states';
import { DataTable } from '@/shared/table/data-table';
import { Pager } from '@/shared/table/pager';
import { usePaging } from '@/shared/table/use-paging';
import { anyText, useUrlState } from '@/shared/url-state/url-state';
import { type ImportView, importsQuery } from '../../api';
import { useI18n } from '../../i18n';
import { useImportColumns } from './import-columns';
import { ImportForm } from './import-form';
import { ImportPanel } from './import-panel';

export function screen() {
  return <ImportList />;
}

const checks = { open: anyText };

/** What was imported, what is on its way, and which rows were refused? */
function ImportList() {
  const { t } = useI18n();
  const { slug, zone } = useTenant();
  const paging = usePaging();
  const [{ open }, setUrl] = useUrlState(checks);
  const [uploading, form] = useDisclosure(false);
  const imports = useQuery(importsQuery(slug, paging.cursor));
  const columns = useImportColumns();

  const upload = (
    <Button leftSection={<Icon name="plus" />} onClick={form.open}>
      {t('catalog.import.new')}
    </Button>
  );
  return (
    <Page title={t('catalog.import.title')} actions={upload}>
      <DataTable<ImportView>
        label={t('catalog.nav.imports')}
        columns={columns}
        minWidth={1120}
        toolbar={<span>{t('time.zone', { zone })}</span>}
        rows={imports.data?.items}
        rowId={(row) => row.id}
        rowName={(row) => row.name}
        currentId={open}
        onOpen={(row) => setUrl({ open: row.id }, { replace: true })}
        failure={
          imports.isError ? <FailureState error={imports.error} onRetry={() => void imports.refetch()} /> : undefined
        }
        empty={
          <EmptyState
            icon="imports"
            title={t('catalog.import.empty_title')}
            text={t('catalog.import.empty_text')}
            action={upload}
          />
        }
        footer={<Pager paging={paging} next={imports.data?.next} shown={imports.data?.items.length ?? 0} />}
      />
      <ImportForm opened={uploading} onClose={form.close} />
      <ImportPanel
        id={open}
        known={imports.data?.items.find(({ id }) => id === open)}
        onClose={() => setUrl({ open: undefined }, { replace: true })}
      />
    </Page>
  );
}
