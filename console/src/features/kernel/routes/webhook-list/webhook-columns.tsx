import { useMemo } from 'react';
import { Badge } from '@/shared/badge/badge';
import { useFormat } from '@/shared/format/use-format';
import type { Column } from '@/shared/table/columns';
import { useI18n } from '../../i18n';
import type { Webhook } from '../../webhooks';

export function HookState({ row }: { row: Webhook }) {
  const { t } = useI18n();
  if (row.pausedAt !== null) {
    return <Badge meaning={row.pauseReason === null ? 'neutral' : 'bad'}>{t('webhook.paused')}</Badge>;
  }
  return row.failures > 0 ? (
    <Badge meaning="warn">{t('webhook.failing', { count: row.failures })}</Badge>
  ) : (
    <Badge meaning="good">{t('webhook.on')}</Badge>
  );
}

export function useWebhookColumns(): Column<Webhook>[] {
  const { t } = useI18n();
  const format = useFormat();
  return useMemo<Column<Webhook>[]>(
    () => [
      { id: 'name', label: t('webhook.name'), width: 176, fixed: true, cell: (row) => row.name },
      { id: 'state', label: t('webhook.state'), width: 136, cell: (row) => <HookState row={row} /> },
      { id: 'url', label: t('webhook.url'), cell: (row) => row.url },
      {
        id: 'events',
        label: t('webhook.events'),
        width: 80,
        align: 'right',
        cell: (row) => format.count(row.events.length),
      },
      {
        id: 'waiting',
        label: t('webhook.waiting'),
        width: 80,
        align: 'right',
        cell: (row) => format.count(row.waiting),
      },
      { id: 'dead', label: t('webhook.dead'), width: 80, align: 'right', cell: (row) => format.count(row.dead) },
    ],
    [t, format],
  );
}
