import { Button, Group, Select, Textarea } from '@mantine/core';
import { useState } from 'react';
import {
  askPass,
  endFreeze,
  type Freeze,
  type FreezePass,
  freezeKeys,
  givePass,
  type PassWish,
} from '@/shared/api/freezes';
import { useTenant } from '@/shared/api/tenant';
import { useAct } from '@/shared/api/use-act';
import { type Fact, Facts } from '@/shared/facts/facts';
import { useFormat } from '@/shared/format/use-format';
import { staffRoles } from '@/shared/manifest/roles';
import { SidePanel } from '@/shared/side-panel/side-panel';
import { Refusal } from '@/shared/states/states';
import { useI18n } from '../../i18n';
import { FreezeState, isOver } from './freeze-columns';
import classes from './freezes.module.css';

/** One freeze: what it stops, who asked to be let through, and the ways out of it. */
export function FreezePanel({ freeze, onClose }: { freeze: Freeze | undefined; onClose: () => void }) {
  return (
    <SidePanel opened={freeze !== undefined} onClose={onClose} title={freeze?.name ?? '…'}>
      {freeze && <Details key={freeze.id} row={freeze} />}
    </SidePanel>
  );
}

function Details({ row }: { row: Freeze }) {
  const { t } = useI18n();
  const format = useFormat();
  const { now, isAny } = useTenant();
  const over = isOver(row, now());
  const facts: Fact[] = [
    { label: t('freeze.from'), value: format.instantFully(row.from) },
    { label: t('freeze.to'), value: format.instantFully(row.to) },
    { label: t('freeze.where'), value: row.nodeName ?? t('freeze.market') },
    { label: t('freeze.areas'), value: row.areas.map((area) => t(`freeze.area.${area}`)).join(t('freeze.comma')) },
    { label: t('freeze.by'), value: row.madeBy },
    { label: t('freeze.ended_by'), value: row.endedAt && `${row.endedBy ?? ''} · ${format.instantFully(row.endedAt)}` },
  ];
  return (
    <div className={classes.panel}>
      <Group gap={8}>
        <FreezeState row={row} />
      </Group>
      <Facts facts={facts} />
      <h3>{t('freeze.passes')}</h3>
      {row.passes.length === 0 && <p className={classes.muted}>{t('freeze.no_passes')}</p>}
      <ul className={classes.passes}>
        {row.passes.map((pass) => (
          <Pass key={pass.id} freeze={row.id} pass={pass} over={over} />
        ))}
      </ul>
      {!over && isAny(...staffRoles) && <Ask freeze={row.id} />}
      {!over && isAny('operator', 'risk') && <End freeze={row.id} />}
    </div>
  );
}

function Pass({ freeze, pass, over }: { freeze: string; pass: FreezePass; over: boolean }) {
  const { t } = useI18n();
  const format = useFormat();
  const { slug } = useTenant();
  const give = useAct({
    act: (id: string, key) => givePass(slug, freeze, id, key),
    invalidates: freezeKeys.all(slug),
  });
  const { askedBy, askedAt, minutes, givenBy, until } = pass;
  return (
    <li>
      <div className={classes.muted}>
        {t('freeze.asked', { name: askedBy, when: format.instant(askedAt), minutes })}
      </div>
      <div className={classes.reason}>{pass.reason}</div>
      {givenBy !== null && until !== null && (
        <div className={classes.muted}>{t('freeze.given', { name: givenBy, until: format.instant(until) })}</div>
      )}
      {givenBy === null && !over && !pass.mayGive && <div className={classes.muted}>{t('freeze.waits')}</div>}
      {!over && pass.mayGive && (
        <Button size="compact-sm" loading={give.isPending} onClick={() => give.mutate(pass.id)}>
          {t('freeze.give', { name: askedBy })}
        </Button>
      )}
      <Refusal error={give.error} />
    </li>
  );
}

const lengths = [15, 30, 60, 120, 240];

function Ask({ freeze }: { freeze: string }) {
  const { t } = useI18n();
  const { slug } = useTenant();
  const [reason, setReason] = useState('');
  const [minutes, setMinutes] = useState('30');
  const act = useAct({
    act: (body: PassWish, key) => askPass(slug, freeze, body, key),
    invalidates: freezeKeys.all(slug),
    onDone: () => setReason(''),
  });
  return (
    <form
      className={classes.ask}
      onSubmit={(event) => {
        event.preventDefault();
        act.mutate({ reason: reason.trim(), minutes: Number(minutes) });
      }}
    >
      <Textarea
        label={t('freeze.reason')}
        description={t('freeze.ask_effect')}
        autosize
        minRows={2}
        maxLength={1000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Select
        label={t('freeze.minutes')}
        allowDeselect={false}
        data={lengths.map((count) => ({ value: String(count), label: t('freeze.minutes_of', { count }) }))}
        value={minutes}
        onChange={(value) => value && setMinutes(value)}
      />
      <Refusal error={act.error} />
      <Button type="submit" loading={act.isPending} disabled={reason.trim() === ''}>
        {t('freeze.ask')}
      </Button>
    </form>
  );
}

function End({ freeze }: { freeze: string }) {
  const { t } = useI18n();
  const { slug } = useTenant();
  const act = useAct({
    act: (id: string, key) => endFreeze(slug, id, key),
    invalidates: freezeKeys.all(slug),
  });
  return (
    <div className={classes.ask}>
      <p className={classes.effect}>{t('freeze.end_effect')}</p>
      <Refusal error={act.error} />
      <Button variant="default" loading={act.isPending} onClick={() => act.mutate(freeze)}>
        {t('freeze.end')}
      </Button>
    </div>
  );
}
