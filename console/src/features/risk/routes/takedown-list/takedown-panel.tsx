import { Button, Group, Skeleton, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTenant } from '@/shared/api/tenant';
import { useAct } from '@/shared/api/use-act';
import { type Fact, Facts } from '@/shared/facts/facts';
import { useFormat } from '@/shared/format/use-format';
import { SidePanel } from '@/shared/side-panel/side-panel';
import { FailureState, Refusal } from '@/shared/states/states';
import { TenantLink } from '@/shared/url-state/tenant-link';
import { putBack, riskKeys, type Takedown, type TakedownDetail, takedownQuery } from '../../api';
import { useI18n } from '../../i18n';
import { Acknowledgements } from './acknowledgements';
import { TakedownState } from './takedown-state';
import classes from './takedowns.module.css';

/** One take-down: why, who, who follows it since when, and the way back. */
export function TakedownPanel({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const { slug } = useTenant();
  const takedown = useQuery({ ...takedownQuery(slug, id ?? ''), enabled: id !== undefined });
  return (
    <SidePanel opened={id !== undefined} onClose={onClose} title={takedown.data?.takedown.title ?? '…'}>
      {takedown.isError ? (
        <FailureState error={takedown.error} onRetry={() => void takedown.refetch()} />
      ) : takedown.data === undefined ? (
        <Skeleton height={320} radius={6} />
      ) : (
        <Details key={takedown.data.takedown.id} detail={takedown.data} />
      )}
    </SidePanel>
  );
}

function Details({ detail }: { detail: TakedownDetail }) {
  const { t } = useI18n();
  const format = useFormat();
  const row = detail.takedown;
  const facts: Fact[] = [
    { label: t('risk.takedown.reason'), value: row.reason },
    { label: t('risk.takedown.told'), value: row.told },
    {
      label: t('risk.takedown.since'),
      value: `${format.instantFully(row.takenAt)}${row.takenBy ? ` · ${row.takenBy}` : ''}`,
    },
    { label: t('risk.takedown.until'), value: row.until && format.instantFully(row.until) },
    {
      label: t('risk.takedown.back_at'),
      value: row.returnedAt && `${format.instantFully(row.returnedAt)}${row.returnedBy ? ` · ${row.returnedBy}` : ''}`,
    },
    { label: t('risk.takedown.return_reason'), value: row.returnReason },
  ];
  return (
    <div className={classes.panel}>
      <Group gap={8}>
        <TakedownState row={row} />
        <span className={classes.muted}>{t(`risk.kind.${row.kind}`)}</span>
        <code>{row.subject}</code>
      </Group>
      <Facts facts={facts} />
      {row.kind === 'item' && (
        <TenantLink path="trace" search={{ item: row.subject }}>
          {t('risk.takedown.where')}
        </TenantLink>
      )}
      <PutBack row={row} />
      {detail.down && <Acknowledgements title={t('risk.ack.down')} change={detail.down} />}
      {detail.back && <Acknowledgements title={t('risk.ack.back')} change={detail.back} />}
    </div>
  );
}

function PutBack({ row }: { row: Takedown }) {
  const { t } = useI18n();
  const { slug } = useTenant();
  const [reason, setReason] = useState('');
  const act = useAct({
    act: (why: string, key) => putBack(slug, row.id, why, key),
    invalidates: riskKeys.all(slug),
    onDone: () => setReason(''),
  });
  if (!row.inForce) return null;
  if (!row.mayReturn) {
    return (
      <p className={classes.effect}>{t(row.reversible ? 'risk.takedown.second_person' : 'risk.takedown.stays_down')}</p>
    );
  }
  return (
    <form
      className={classes.back}
      onSubmit={(event) => {
        event.preventDefault();
        act.mutate(reason.trim());
      }}
    >
      <Textarea
        label={t('risk.takedown.return_reason')}
        autosize
        maxLength={1000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Refusal error={act.error} />
      <Button type="submit" loading={act.isPending} disabled={reason.trim() === ''}>
        {t('risk.takedown.put_back')}
      </Button>
    </form>
  );
}
