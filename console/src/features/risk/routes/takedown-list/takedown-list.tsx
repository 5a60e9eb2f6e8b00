import { Button, Group, SegmentedControl, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTenant } from '@/shared/api/tenant';
import { Icon } from '@/shared/icons/icons';
import { Page } from '@/shared/page/page';
import { EmptyState, FailureState } from '@/shared/states/states';
import { DataTable } from '@/shared/table/data-table';
import { Pager } from '@/shared/table/pager';
import { usePaging } from '@/shared/table/use-paging';
import { anyText, useUrlState } from '@/shared/url-state/url-state';
import { kinds, type Takedown, takedownsQuery } from '../../api';
import { useI18n } from '../../i18n';
import { TakeDownForm } from './take-down-form';
import { useTakedownColumns } from './takedown-columns';
import { TakedownPanel } from './takedown-panel';

export function screen() {
  return <TakedownList />;
}

const checks = { open: anyText, state: anyText, kind: anyText, subject: anyText, take: anyText };

/** What is down, since when, why, and who follows? A link with `take` opens the form for its kind and subject. */
function TakedownList() {
  const { t } = useI18n();
  const { slug } = useTenant();
  const paging = usePaging();
  const [{ open, state, kind, subject, take }, setUrl] = useUrlState(checks);
  const filter = { state, kind, subject: take === undefined ? subject : undefined };
  const takedowns = useQuery(takedownsQuery(slug, filter, paging.cursor));
  const columns = useTakedownColumns();

  const act = (
    <Button leftSection={<Icon name="stop" />} onClick={() => setUrl({ take: 'new' }, { replace: true })}>
      {t('risk.takedown.new')}
    </Button>
  );
  return (
    <Page title={t('risk.takedown.title')} actions={act}>
      <DataTable<Takedown>
        label={t('risk.nav.takedowns')}
        columns={columns}
        minWidth={960}
        toolbar={
          <Group gap={8}>
            <SegmentedControl
              aria-label={t('risk.takedown.state')}
              value={state ?? ''}
              data={[
                { value: '', label: t('risk.takedown.all') },
                { value: 'in_force', label: t('risk.takedown.in_force') },
                { value: 'back', label: t('risk.takedown.back') },
              ]}
              onChange={(value) => setUrl({ state: value || undefined }, { replace: true })}
            />
            <Select
              aria-label={t('risk.takedown.kind')}
              placeholder={t('risk.takedown.any_kind')}
              clearable
              w={160}
              data={kinds.map((name) => ({ value: name, label: t(`risk.kind.${name}`) }))}
              value={kind ?? null}
              onChange={(value) => setUrl({ kind: value ?? undefined }, { replace: true })}
            />
          </Group>
        }
        rows={takedowns.data?.items}
        rowId={(row) => row.id}
        rowName={(row) => row.title}
        currentId={open}
        onOpen={(row) => setUrl({ open: row.id }, { replace: true })}
        failure={
          takedowns.isError ? (
            <FailureState error={takedowns.error} onRetry={() => void takedowns.refetch()} />
          ) : undefined
        }
        empty={
          <EmptyState
            icon="stop"
            title={t('risk.takedown.empty_title')}
            text={t('risk.takedown.empty_text')}
            action={act}
          />
        }
        footer={<Pager paging={paging} next={takedowns.data?.next} shown={takedowns.data?.items.length ?? 0} />}
      />
      {take !== undefined && (
        <TakeDownForm
          kind={kinds.find((name) => name === kind) ?? 'item'}
          subject={subject ?? ''}
          onClose={() => setUrl({ take: undefined, subject: undefined, kind: undefined }, { replace: true })}
          onDone={({ id }) =>
            setUrl({ take: undefined, subject: undefined, kind: undefined, open: id }, { replace: true })
          }
        />
      )}
      <TakedownPanel id={open} onClose={() => setUrl({ open: undefined }, { replace: true })} />
    </Page>
  );
}
