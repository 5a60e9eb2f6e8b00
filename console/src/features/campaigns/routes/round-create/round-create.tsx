import { Button, Group, NumberInput, Skeleton, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { fieldErrors } from '@/shared/api/problem';
import { useTenant } from '@/shared/api/tenant';
import { useAct } from '@/shared/api/use-act';
import { useI18n } from '@/shared/i18n/i18n';
import { Icon } from '@/shared/icons/icons';
import { Page } from '@/shared/page/page';
import { FailureState, Refusal } from '@/shared/states/states';
import { useTenantNavigate } from '@/shared/url-state/tenant-link';
import { campaignKeys, createRound, type NewRound, type SeasonTree, seasonQuery } from '../../api';
import { MechanicList } from './mechanic-list';
import { PhaseTable } from './phase-table';
import classes from './round-create.module.css';
import { type RoundDraft, suggestWindows, toRequest } from './round-draft';

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
    slots: [{ key: 1, name: t('campaigns.round.first_slot'), capacity: 100 }],
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
        <Stack gap={8}>
          {draft.slots.map((slot, index) => {
            const set = (part: Partial<typeof slot>) =>
              change({ slots: draft.slots.map((other) => (other.key === slot.key ? { ...other, ...part } : other)) });
            return (
              <Group key={slot.key} gap={8} align="flex-end" wrap="nowrap">
                <TextInput
                  flex={1}
                  label={t('campaigns.round.slot_name')}
                  required
                  withAsterisk={false}
                  value={slot.name}
                  error={errors[`slots[${index}].name`]}
                  onChange={(event) => set({ name: event.currentTarget.value })}
                />
                <NumberInput
                  w={144}
                  label={t('campaigns.round.slot_capacity')}
                  min={1}
                  required
                  withAsterisk={false}
                  allowDecimal={false}
                  value={slot.capacity}
                  error={errors[`slots[${index}].capacity`]}
                  onChange={(capacity) => set({ capacity: Number(capacity) })}
                />
                <Button
                  variant="default"
                  disabled={draft.slots.length === 1}
                  onClick={() => change({ slots: draft.slots.filter(({ key }) => key !== slot.key) })}
                >
                  {t('campaigns.round.remove')}
                </Button>
              </Group>
            );
          })}
          <div>
            <Button
              variant="default"
              leftSection={<Icon name="plus" />}
              onClick={() =>
                change({
                  slots: [
                    ...draft.slots,
                    { key: Math.max(...draft.slots.map(({ key }) => key)) + 1, name: '', capacity: 50 },
                  ],
                })
              }
            >
              {t('campaigns.round.add_slot')}
            </Button>
          </div>
        </Stack>
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

function Part({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <fieldset className={classes.part}>
      <legend>{title}</legend>
      {hint && <p className={classes.hint}>{hint}</p>}
      {children}
    </fieldset>
  );
}
