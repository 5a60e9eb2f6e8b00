import { Button, Group, Skeleton, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { fieldErrors } from '@/shared/api/problem';
import { useTenant } from '@/shared/api/tenant';
import { useAct } from '@/shared/api/use-act';
import { Page } from '@/shared/page/page';
import { FailureState, Refusal } from '@/shared/states/states';
import { useTenantNavigate } from '@/shared/url-state/tenant-link';
import { campaignKeys, createRound, type NewRound, type SeasonTree, seasonQuery } from '../../api';
import { MechanicList } from '../../components/round-form/mechanic-list';
import { Part } from '../../components/round-form/part';
import { PhaseTable } from '../../components/round-form/phase-table';
import { type RoundDraft, suggestWindows, toRequest } from '../../components/round-form/round-draft';
import classes from '../../components/round-form/round-form.module.css';
import { SlotList } from '../../components/round-form/slot-list';
import { useI18n } from '../../i18n';

export function screen() {
  return <RoundCreate />;
}

function RoundCreate() {
  const { t } = useI18n();
  const tenant = useTenant();
  const { season = '', campaign = '' } = useParams({ strict: false }) as { season?: string; campaign?: string };
  const tree = useQuery(seasonQuery(tenant.slug, season));
  if (tree.isError) return <FailureState error={tree.error} onRetry={() => void tree.refetch()} />;
  const node = tree.data?.campaigns.find(({ id }) => id === campaign);
  return (
    <Page
      title={t('campaigns.round.title', { name: node?.name ?? '…' })}
      trail={[
        { label: t('campaigns.nav.seasons'), path: 'seasons' },
        { label: tree.data?.season.name ?? '…', path: `seasons/${season}` },
      ]}
    >
      {tree.data ? <RoundForm season={tree.data.season} campaign={campaign} /> : <Skeleton height={640} radius={6} />}
    </Page>
  );
}

function RoundForm({ season, campaign }: { season: SeasonTree['season']; campaign: string }) {
  const { t } = useI18n();
  const tenant = useTenant();
  const go = useTenantNavigate();
  const [draft, setDraft] = useState<RoundDraft>(() => ({
    name: '',
    windows: suggestWindows(tenant.now(), tenant.zone, season),
    slots: [{ key: 1, name: t('campaigns.round.first_slot'), capacity: 100, quotas: [] }],
    mechanics: [],
  }));
  const change = (part: Partial<RoundDraft>) => setDraft((before) => ({ ...before, ...part }));
  const create = useAct({
    act: (body: NewRound, key) => createRound(tenant.slug, campaign, body, key),
    invalidates: campaignKeys.all(tenant.slug),
    onDone: (round) => go(`seasons/${season.id}`, { round: round.id }),
  });
  const errors = fieldErrors(create.error, t);

  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate(toRequest(draft, tenant.zone));
      }}
    >
      <Part title={t('campaigns.round.part_name')}>
        <TextInput
          label={t('campaigns.round.name')}
          placeholder={t('campaigns.round.name_example')}
          required
          withAsterisk={false}
          maxLength={200}
          value={draft.name}
          error={errors.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
      </Part>
      <Part title={t('campaigns.round.part_windows')} hint={t('time.zone', { zone: tenant.zone })}>
        <PhaseTable windows={draft.windows} errors={errors} onChange={(windows) => change({ windows })} />
      </Part>
      <Part title={t('campaigns.round.part_slots')} hint={t('campaigns.round.slots_hint')}>
        <SlotList slots={draft.slots} errors={errors} onChange={(slots) => change({ slots })} />
      </Part>
      <Part title={t('campaigns.round.part_mechanics')} hint={t('campaigns.round.mechanics_hint')}>
        <MechanicList mechanics={draft.mechanics} errors={errors} onChange={(mechanics) => change({ mechanics })} />
      </Part>
      <Refusal error={create.error} />
      <Group gap={8}>
        <Button type="submit" loading={create.isPending}>
          {t('campaigns.round.create')}
        </Button>
        <Button variant="default" onClick={() => go(`seasons/${season.id}`)}>
          {t('action.cancel')}
        </Button>
      </Group>
    </form>
  );
}
