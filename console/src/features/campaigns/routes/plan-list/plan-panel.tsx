import { Button, Group, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTenant } from '@/shared/api/tenant';
import { useAct } from '@/shared/api/use-act';
import { Badge, type Meaning } from '@/shared/badge/badge';
import { useFormat } from '@/shared/format/use-format';
import { SidePanel } from '@/shared/side-panel/side-panel';
import { Refusal } from '@/shared/states/states';
import {
  isRehearsed,
  type Plan,
  type PlanRun,
  planKeys,
  rehearsePlan,
  removePlan,
  revertRun,
  runOf,
  type StepKind,
  startPlan,
} from '../../contingency';
import { useI18n } from '../../i18n';
import { PlanState } from './plan-columns';
import classes from './plans.module.css';

interface Props {
  plan: Plan | undefined;
  kinds: StepKind[];
  runs: PlanRun[] | undefined;
  onEdit: (id: string) => void;
  onClose: () => void;
}

/** One plan: its steps and whether they can be taken, the one button that pulls it, and what became of each step. */
export function PlanPanel({ plan, kinds, runs, onEdit, onClose }: Props) {
  return (
    <SidePanel opened={plan !== undefined} onClose={onClose} title={plan?.name ?? '…'}>
      {plan && <Details key={plan.id} plan={plan} kinds={kinds} runs={runs} onEdit={onEdit} onClose={onClose} />}
    </SidePanel>
  );
}

function Details({ plan, kinds, runs, onEdit, onClose }: Props & { plan: Plan }) {
  const { t } = useI18n();
  const { slug, isAny } = useTenant();
  const on = runOf(runs, plan.id);
  const past = runs?.filter((run) => run.plan === plan.id && run.state === 'off') ?? [];
  const rehearse = useAct({
    act: (id: string, key) => rehearsePlan(slug, id, key),
    invalidates: planKeys.all(slug),
  });
  const remove = useAct({
    act: (id: string, key) => removePlan(slug, id, key),
    invalidates: planKeys.all(slug),
    onDone: onClose,
  });
  const mayPull = isAny('operator', 'risk');
  return (
    <div className={classes.panel}>
      <Group gap={8}>
        <PlanState plan={plan} run={on} />
      </Group>
      {plan.note !== '' && <p className={classes.note}>{plan.note}</p>}
      {on ? <Run run={on} /> : <Steps plan={plan} kinds={kinds} />}
      {on && mayPull && (on.state === 'on' || on.state === 'starting') && <Revert run={on.id} />}
      {!on && mayPull && (
        <Group gap={8}>
          <Button variant="default" loading={rehearse.isPending} onClick={() => rehearse.mutate(plan.id)}>
            {t('plan.rehearse')}
          </Button>
          {isAny('operator') && (
            <>
              <Button variant="default" onClick={() => onEdit(plan.id)}>
                {t('plan.edit')}
              </Button>
              <Button variant="default" loading={remove.isPending} onClick={() => remove.mutate(plan.id)}>
                {t('plan.remove')}
              </Button>
            </>
          )}
        </Group>
      )}
      <Refusal error={rehearse.error ?? remove.error} />
      {!on && mayPull && <Start plan={plan} />}
      {past.length > 0 && (
        <>
          <h3>{t('plan.past')}</h3>
          {past.map((run) => (
            <Run key={run.id} run={run} />
          ))}
        </>
      )}
    </div>
  );
}

function Steps({ plan, kinds }: { plan: Plan; kinds: StepKind[] }) {
  const { t, language } = useI18n();
  return (
    <ol className={classes.steps}>
      {plan.steps.map((step, at) => {
        const refusal = plan.rehearsal?.[at]?.refusal ?? null;
        return (
          // Steps have no id; their order is what they are.
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is replaced as a whole
          <li key={at}>
            <b>{step.name}</b>
            <div className={classes.muted}>
              {kinds.find(({ name }) => name === step.action)?.label[language] ?? step.action}
              {' · '}
              {Object.values(step.settings).join(', ')}
            </div>
            {refusal !== null && (
              <div className={classes.told}>
                <Badge meaning="bad">{t('plan.cannot')}</Badge> {refusal}
              </div>
            )}
          </li>
        );
      })}
    </ol>
  );
}

const meanings: Record<PlanRun['steps'][number]['state'], Meaning> = {
  waiting: 'neutral',
  taken: 'warn',
  refused: 'bad',
  back: 'good',
  not_back: 'bad',
};

function Run({ run }: { run: PlanRun }) {
  const { t } = useI18n();
  const format = useFormat();
  return (
    <section className={classes.run} aria-label={t('plan.run_of', { when: format.instantFully(run.startedAt) })}>
      <div className={classes.muted}>
        {t('plan.started', { name: run.startedBy, when: format.instantFully(run.startedAt) })}
      </div>
      <div className={classes.reason}>{run.reason}</div>
      {run.revertedAt !== null && (
        <>
          <div className={classes.muted}>
            {t('plan.reverted', { name: run.revertedBy ?? '', when: format.instantFully(run.revertedAt) })}
          </div>
          <div className={classes.reason}>{run.revertReason}</div>
        </>
      )}
      <ol className={classes.steps} aria-live="polite">
        {run.steps.map((step) => (
          <li key={step.ordinal}>
            <Group gap={8}>
              <b>{step.name}</b>
              <Badge meaning={meanings[step.state]}>{t(`plan.step.${step.state}`)}</Badge>
            </Group>
            {step.told !== null && <div className={classes.told}>{step.told}</div>}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Start({ plan }: { plan: Plan }) {
  const { t } = useI18n();
  const { slug } = useTenant();
  return isRehearsed(plan) ? (
    <Why
      label={t('plan.start_reason')}
      hint={t('plan.start_effect', { count: plan.steps.length })}
      button={t('plan.start')}
      act={(reason, key) => startPlan(slug, plan.id, reason, key)}
    />
  ) : (
    <p className={classes.effect}>{t('plan.rehearse_first')}</p>
  );
}

function Revert({ run }: { run: string }) {
  const { t } = useI18n();
  const { slug } = useTenant();
  return (
    <Why
      label={t('plan.revert_reason')}
      hint={t('plan.revert_effect')}
      button={t('plan.revert')}
      act={(reason, key) => revertRun(slug, run, reason, key)}
    />
  );
}

interface WhyProps {
  label: string;
  hint: string;
  button: string;
  act: (reason: string, key: string) => Promise<unknown>;
}

function Why({ label, hint, button, act: send }: WhyProps) {
  const { slug } = useTenant();
  const [reason, setReason] = useState('');
  const act = useAct({ act: send, invalidates: planKeys.all(slug), onDone: () => setReason('') });
  return (
    <form
      className={classes.why}
      onSubmit={(event) => {
        event.preventDefault();
        act.mutate(reason.trim());
      }}
    >
      <Textarea
        label={label}
        description={hint}
        autosize
        minRows={2}
        maxLength={1000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Refusal error={act.error} />
      <Button type="submit" loading={act.isPending} disabled={reason.trim() === ''}>
        {button}
      </Button>
    </form>
  );
}
