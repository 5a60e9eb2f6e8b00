import { Button, Skeleton, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { fieldErrors } from '@/shared/api/problem';
import { useTenant } from '@/shared/api/tenant';
import { useAct } from '@/shared/api/use-act';
import { useFormat } from '@/shared/format/use-format';
import { Page } from '@/shared/page/page';
import { FailureState, Refusal } from '@/shared/states/states';
import { useTenantNavigate } from '@/shared/url-state/tenant-link';
import { campaignKeys, editRound, type Phase, type RoundSettings, type RoundView, roundQuery } from '../../api';
import { MechanicList } from '../../components/round-form/mechanic-list';
import { Part } from '../../components/round-form/part';
import { PhaseTable } from '../../components/round-form/phase-table';
import { fromRound, toSettings } from '../../components/round-form/round-draft';
import classes from '../../components/round-form/round-form.module.css';
import { SlotList } from '../../components/round-form/slot-list';
import { useI18n } from '../../i18n';

export function screen() {
  return <RoundEdit />;
}

/** What can still be changed of this round, and until when? */
function RoundEdit() {
  const { t } = useI18n();
  const { slug } = useTenant();
  const { round: id = '' } = useParams({ strict: false }) as { round?: string };
  const round = useQuery(roundQuery(slug, id));
  if (round.isError) return <FailureState error={round.error} onRetry={() => void round.refetch()} />;
  const view = round.data?.round;
  return (
    <Page
      title={t('campaigns.edit.title', { name: view?.name ?? '…' })}
      trail={[
        { label: t('campaigns.nav.seasons'), path: 'seasons' },
        ...(view ? [{ label: view.campaignName, path: `seasons/${view.seasonId}`, search: { round: id } }] : []),
      ]}
    >
      {round.data ? (
        <SettingsForm key={round.data.round.revision} view={round.data} />
      ) : (
        <Skeleton height={640} radius={6} />
      )}
    </Page>
  );
}

type Changeable = RoundView['changeable'][number]['part'];

function SettingsForm({ view }: { view: RoundView }) {
  const { t } = useI18n();
  const format = useFormat();
  const tenant = useTenant();
  const go = useTenantNavigate();
  const { round } = view;
  const [draft, setDraft] = useState(() => fromRound(view, tenant.zone));
  const change = (part: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...part }));
  const back = () => go(`seasons/${round.seasonId}`, { round: round.id });
  const save = useAct({
    act: (body: RoundSettings, key) => editRound(tenant.slug, round.id, body, key),
    invalidates: campaignKeys.all(tenant.slug),
    onDone: () => {
      notifications.show({ message: t('campaigns.edit.saved', { name: draft.name }) });
      back();
    },
  });
  const errors = fieldErrors(save.error, t);
  const may = (part: Changeable, phase: Phase | null = null) =>
    view.changeable.find((one) => one.part === part && one.phase === phase);
  const limit = (part: Changeable) => {
    const found = may(part);
    if (!found?.until) return undefined;
    const until = format.instant(found.until);
    return {
      closed: !found.allowed,
      text: found.allowed ? t('campaigns.edit.until', { until }) : t('campaigns.edit.closed_since', { since: until }),
    };
  };

  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(toSettings(draft, view, tenant.zone));
      }}
    >
      <Part title={t('campaigns.round.part_name')}>
        <TextInput
          label={t('campaigns.round.name')}
          required
          withAsterisk={false}
          maxLength={100}
          value={draft.name}
          error={errors.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
      </Part>
      <Part
        title={t('campaigns.round.part_windows')}
        hint={`${t('campaigns.edit.windows_hint')} ${t('time.zone', { zone: tenant.zone })}`}
      >
        <PhaseTable
          windows={draft.windows}
          errors={errors}
          closed={(phase, edge) => may(edge, phase)?.allowed === false}
          onChange={(windows) => change({ windows })}
        />
      </Part>
      <Part title={t('campaigns.round.part_slots')} hint={t('campaigns.edit.slots_hint')} limit={limit('slots')}>
        <SlotList
          slots={draft.slots}
          errors={errors}
          closed={may('slots')?.allowed === false}
          kept={may('slot_order')?.allowed === false}
          onChange={(slots) => change({ slots })}
        />
      </Part>
      <Part
        title={t('campaigns.round.part_mechanics')}
        hint={t('campaigns.round.mechanics_hint')}
        limit={limit('mechanics')}
      >
        <MechanicList
          mechanics={draft.mechanics}
          errors={errors}
          closed={may('mechanics')?.allowed === false}
          onChange={(mechanics) => change({ mechanics })}
        />
      </Part>
      <Refusal error={save.error} />
      <div className={classes.foot}>
        <Button type="submit" loading={save.isPending}>
          {t('campaigns.edit.save')}
        </Button>
        <Button variant="default" onClick={back}>
          {t('action.cancel')}
        </Button>
      </div>
    </form>
  );
}
