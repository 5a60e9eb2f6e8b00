import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTenant } from '@/shared/api/tenant';
import { Icon } from '@/shared/icons/icons';
import { Page } from '@/shared/page/page';
import { EmptyState, FailureState } from '@/shared/states/states';
import { DataTable } from '@/shared/table/data-table';
import { anyText, useUrlState } from '@/shared/url-state/url-state';
import { useI18n } from '../../i18n';
import { type Webhook, webhooksQuery } from '../../webhooks';
import { useWebhookColumns } from './webhook-columns';
import { WebhookForm } from './webhook-form';
import { WebhookPanel } from './webhook-panel';

export function screen() {
  return <WebhookList />;
}

const checks = { open: anyText };

/** Which other systems hear of events, and do they? */
function WebhookList() {
  const { t } = useI18n();
  const { slug, isAny } = useTenant();
  const [{ open }, setUrl] = useUrlState(checks);
  const [form, setForm] = useState<Webhook | 'new' | null>(null);
  const hooks = useQuery(webhooksQuery(slug));
  const columns = useWebhookColumns();
  const mayChange = isAny('developer');
  const create = mayChange && (
    <Button leftSection={<Icon name="plus" />} onClick={() => setForm('new')}>
      {t('webhook.create')}
    </Button>
  );
  return (
    <Page title={t('webhook.title')} actions={create}>
      <DataTable<Webhook>
        label={t('webhook.nav')}
        columns={columns}
        minWidth={720}
        rows={hooks.data}
        rowId={(row) => row.id}
        rowName={(row) => row.name}
        currentId={open}
        onOpen={(row) => setUrl({ open: row.id }, { replace: true })}
        failure={hooks.isError ? <FailureState error={hooks.error} onRetry={() => void hooks.refetch()} /> : undefined}
        empty={<EmptyState icon="flow" title={t('webhook.none')} text={t('webhook.none_text')} action={create} />}
      />
      <WebhookPanel
        hook={hooks.data?.find((one) => one.id === open)}
        mayChange={mayChange}
        onChange={setForm}
        onClose={() => setUrl({ open: undefined }, { replace: true })}
      />
      {form !== null && <WebhookForm hook={form === 'new' ? undefined : form} onClose={() => setForm(null)} />}
    </Page>
  );
}
