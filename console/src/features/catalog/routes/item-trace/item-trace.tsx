import { Button, Group, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTenant } from '@/shared/api/tenant';
import { Icon } from '@/shared/icons/icons';
import { Page } from '@/shared/page/page';
import { EmptyState, FailureState } from '@/shared/states/states';
import { TenantLink } from '@/shared/url-state/tenant-link';
import { anyText, useUrlState } from '@/shared/url-state/url-state';
import { itemsQuery } from '../../api';
import { useI18n } from '../../i18n';
import classes from './item-trace.module.css';
import { TraceView } from './trace-view';

export function screen() {
  return <ItemTrace />;
}

const checks = { item: anyText, q: anyText, submission: anyText };

/** From import to surface: what was decided about an item, when, and where it stopped? */
function ItemTrace() {
  const { t } = useI18n();
  const { isAny } = useTenant();
  const [{ item, q, submission }, setUrl] = useUrlState(checks);
  const [text, setText] = useState(q ?? item ?? '');
  return (
    <Page
      title={t('trace.title')}
      actions={
        item !== undefined &&
        isAny('risk', 'operator') && (
          <Button
            variant="default"
            leftSection={<Icon name="stop" />}
            renderRoot={(props) => (
              <TenantLink {...props} path="takedowns" search={{ take: 'item', kind: 'item', subject: item }} />
            )}
          >
            {t('trace.take_down')}
          </Button>
        )
      }
    >
      <form
        className={classes.search}
        onSubmit={(event) => {
          event.preventDefault();
          setUrl({ q: text.trim(), item: undefined, submission: undefined });
        }}
      >
        <Group gap={8} wrap="nowrap">
          <TextInput
            aria-label={t('trace.search')}
            placeholder={t('trace.search')}
            leftSection={<Icon name="search" />}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            style={{ flex: 1 }}
          />
          <Button type="submit" disabled={text.trim() === ''}>
            {t('trace.find')}
          </Button>
        </Group>
      </form>
      {item !== undefined ? (
        <TraceView item={item} chosen={submission} onChoose={(id) => setUrl({ submission: id }, { replace: true })} />
      ) : q !== undefined ? (
        <Matches q={q} />
      ) : (
        <EmptyState icon="trace" title={t('trace.start_title')} text={t('trace.start_text')} />
      )}
    </Page>
  );
}

function Matches({ q }: { q: string }) {
  const { t } = useI18n();
  const { slug } = useTenant();
  const items = useQuery(itemsQuery(slug, q));
  if (items.isError) return <FailureState error={items.error} onRetry={() => void items.refetch()} />;
  if (items.data?.items.length === 0) {
    return <EmptyState icon="trace" title={t('trace.none_title')} text={t('trace.none_text')} />;
  }
  return (
    <ul className={classes.matches} aria-label={t('trace.matches')} aria-busy={items.isPending}>
      {items.data?.items.map((row) => (
        <li key={row.id}>
          <TenantLink path="trace" search={{ item: row.id }}>
            {row.title}
          </TenantLink>
          <span>
            {row.merchant.name} · <code>{row.id}</code>
          </span>
        </li>
      ))}
    </ul>
  );
}
