import { Button, Group, Text } from '@mantine/core';
import { useI18n } from '@/shared/i18n/i18n';
import type { Paging } from './use-paging';

/** Cursor paging: forward by the server's cursor, back by the pages already walked, and always to the first. */
export function Pager({
  paging,
  next,
  shown,
  total,
}: {
  paging: Paging;
  next: string | null | undefined;
  shown: number;
  total?: number;
}) {
  const { t } = useI18n();
  return (
    <Group gap={8} wrap="nowrap">
      <Text size="sm" c="dimmed" mr={8} aria-live="polite">
        {total === undefined ? t('table.total', { count: shown }) : t('table.shown', { shown, total })}
      </Text>
      <Button variant="default" disabled={paging.cursor === undefined} onClick={paging.back}>
        {paging.canStepBack || paging.cursor === undefined ? t('table.previous') : t('table.first')}
      </Button>
      <Button variant="default" disabled={!next} onClick={() => next && paging.forward(next)}>
        {t('table.next')}
      </Button>
    </Group>
  );
}
