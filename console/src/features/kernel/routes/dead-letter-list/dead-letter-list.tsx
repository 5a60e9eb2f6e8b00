import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTenant } from '@/shared/api/tenant';
import { useAct } from '@/shared/api/use-act';
import { Icon } from '@/shared/icons/icons';
import { Page } from '@/shared/page/page';
import { EmptyState, FailureState, Refusal } from '@/shared/states/states';
import { DataTable } from '@/shared/table/data-table';
import { Pager } from '@/shared/table/pager';
import { usePaging } from '@/shared/table/use-paging';
import { anyText, useUrlState } from '@/shared/url-state/url-state';
import { idOf, type Letter, type LetterName, lettersQuery, operationKeys, replayLetters } from '../../api';
import { useI18n } from '../../i18n';
import { useLetterColumns } from './dead-letter-columns';
import { LetterPanel } from './dead-letter-panel';

export function screen() {
  return <DeadLetterList />;
}

const checks = { open: anyText };
const nothing: ReadonlySet<string> = new Set();

/** Which events could not be handled, and what becomes of them? */
function DeadLetterList() {
  const { t } = useI18n();
  const { slug, zone } = useTenant();
  const paging = usePaging();
  const [{ open }, setUrl] = useUrlState(checks);
  const [chosen, choose] = useState(nothing);
  const letters = useQuery(lettersQuery(slug, paging.cursor));
  const columns = useLetterColumns();
  const replay = useAct({
    act: (names: LetterName[], key) => replayLetters(slug, names, key),
    invalidates: operationKeys.all(slug),
    onDone: () => choose(nothing),
  });
  const rows = letters.data?.items;
  const named = (rows ?? []).filter((row) => chosen.has(idOf(row)));

  return (
    <Page
      title={t('operations.letter.title')}
      actions={
        <Button
          leftSection={<Icon name="refresh" />}
          disabled={named.length === 0}
          loading={replay.isPending}
          onClick={() => replay.mutate(named.map(({ subscription, eventId }) => ({ subscription, eventId })))}
        >
          {t('operations.letter.replay_chosen', { count: named.length })}
        </Button>
      }
    >
      <Refusal error={replay.error} />
      <DataTable<Letter>
        label={t('operations.nav.letters')}
        columns={columns}
        minWidth={960}
        toolbar={<span>{t('time.zone', { zone })}</span>}
        rows={rows}
        rowId={idOf}
        rowName={(row) => row.event}
        currentId={open}
        onOpen={(row) => setUrl({ open: idOf(row) }, { replace: true })}
        selection={{ ids: chosen, change: choose }}
        failure={
          letters.isError ? <FailureState error={letters.error} onRetry={() => void letters.refetch()} /> : undefined
        }
        empty={
          <EmptyState
            icon="check"
            title={t('operations.letter.empty_title')}
            text={t('operations.letter.empty_text')}
          />
        }
        footer={<Pager paging={paging} next={letters.data?.next} shown={rows?.length ?? 0} />}
      />
      <LetterPanel
        letter={rows?.find((row) => idOf(row) === open)}
        onClose={() => setUrl({ open: undefined }, { replace: true })}
      />
    </Page>
  );
}
