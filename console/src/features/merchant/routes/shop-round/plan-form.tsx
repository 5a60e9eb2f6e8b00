import { Button, Checkbox, Group, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTenant } from '@/shared/api/tenant';
import { useAct } from '@/shared/api/use-act';
import { useFormat } from '@/shared/format/use-format';
import { Refusal } from '@/shared/states/states';
import { WhyPanel } from '@/shared/why-panel/why-panel';
import { type Candidate, merchantKeys, submitPlan, tryPlan } from '../../api';
import classes from '../../components/shop.module.css';
import { useShop } from '../../components/use-shop';
import { useI18n } from '../../i18n';
import { draftOf, type PlanDraft, planOf } from './plan-draft';
import { toWhy } from './to-why';
import { useChangeText } from './use-change-text';

const services = ['free_shipping', 'return_freight_insurance'] as const;

/** The plan of one item: try it as often as one likes, then submit it. What was typed stays until it is taken. */
export function PlanForm({ round, candidate }: { round: string; candidate: Candidate }) {
  const { t } = useI18n();
  const format = useFormat();
  const { currency } = useTenant();
  const { tenant, shop } = useShop();
  const changeText = useChangeText();
  const [draft, setDraft] = useState<PlanDraft>(() => draftOf(candidate, currency));
  const plan = planOf(candidate.item.id, draft, currency);
  const trial = useMutation({ mutationFn: () => tryPlan(tenant, shop, round, plan as NonNullable<typeof plan>) });
  const submit = useAct({
    act: (value: NonNullable<typeof plan>, key) => submitPlan(tenant, shop, round, value, key),
    invalidates: merchantKeys.all(tenant, shop),
  });
  const tried = trial.data?.results[0];
  const done = submit.data?.results[0];
  const edit = (sku: string, patch: Partial<PlanDraft['skus'][number]>) =>
    setDraft((was) => ({ ...was, skus: was.skus.map((one) => (one.sku === sku ? { ...one, ...patch } : one)) }));

  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (plan) submit.mutate(plan);
      }}
    >
      <h3>{t('merchant.form.title')}</h3>
      <table className={classes.plan}>
        <thead>
          <tr>
            <th scope="col">{t('merchant.form.sku')}</th>
            <th scope="col">{t('merchant.form.daily')}</th>
            <th scope="col">{t('merchant.form.price')}</th>
            <th scope="col">{t('merchant.form.stock')}</th>
            <th scope="col">{t('merchant.form.limit')}</th>
          </tr>
        </thead>
        <tbody>
          {draft.skus.map((sku) => (
            <tr key={sku.sku}>
              <td title={sku.spec}>{sku.sku}</td>
              <td>{sku.dailyMinor === null ? '–' : format.money({ minor: sku.dailyMinor, currency })}</td>
              <td>
                <TextInput
                  size="xs"
                  w={92}
                  inputMode="decimal"
                  aria-label={t('merchant.form.price_of', { sku: sku.sku })}
                  value={sku.price}
                  onChange={(event) => edit(sku.sku, { price: event.currentTarget.value })}
                />
              </td>
              <td>
                <TextInput
                  size="xs"
                  w={72}
                  inputMode="numeric"
                  aria-label={t('merchant.form.stock_of', { sku: sku.sku })}
                  value={sku.stock}
                  onChange={(event) => edit(sku.sku, { stock: event.currentTarget.value })}
                />
              </td>
              <td>
                <TextInput
                  size="xs"
                  w={64}
                  inputMode="numeric"
                  aria-label={t('merchant.form.limit_of', { sku: sku.sku })}
                  value={sku.limit}
                  onChange={(event) => edit(sku.sku, { limit: event.currentTarget.value })}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <TextInput
        w={200}
        inputMode="decimal"
        label={t('merchant.form.share')}
        value={draft.share}
        onChange={(event) => setDraft({ ...draft, share: event.currentTarget.value })}
      />
      <Checkbox.Group
        label={t('merchant.form.services')}
        value={draft.services}
        onChange={(chosen) => setDraft({ ...draft, services: chosen })}
      >
        <Group gap={16} mt={4}>
          {services.map((service) => (
            <Checkbox key={service} value={service} label={t(`merchant.form.${service}`)} />
          ))}
        </Group>
      </Checkbox.Group>
      {plan === null && <p className={classes.warn}>{t('merchant.form.wrong_number')}</p>}
      <Group gap={8}>
        <Button type="submit" disabled={plan === null} loading={submit.isPending}>
          {t('merchant.form.submit')}
        </Button>
        <Button variant="default" disabled={plan === null} loading={trial.isPending} onClick={() => trial.mutate()}>
          {t('merchant.form.try')}
        </Button>
        {tried?.prospect && tried.prospect.changes.length > 0 && (
          <Button
            variant="subtle"
            onClick={() => {
              if (tried.prospect) setDraft(draftOf(tried.prospect, currency, draft));
              trial.reset();
            }}
          >
            {t('merchant.form.take_change')}
          </Button>
        )}
      </Group>
      <Refusal error={submit.error ?? trial.error} text={undefined} />
      <div aria-live="polite">
        {done && (
          <p className={done.status === 'refused' || done.error ? classes.bad : classes.good}>
            {done.error
              ? done.error.message
              : t(done.status === 'refused' ? 'merchant.form.refused' : 'merchant.form.submitted')}
          </p>
        )}
        {!done && tried?.error && <p className={classes.bad}>{tried.error.message}</p>}
        {!done && tried?.prospect && (
          <>
            <p className={{ pass: classes.good, fail: classes.bad, unknown: classes.warn }[tried.prospect.outcome]}>
              {t(`merchant.form.would_${tried.prospect.outcome}`)} {tried.prospect.changes.map(changeText).join(' · ')}
            </p>
            {tried.prospect.estimate.revenueMinor !== null && (
              <p className={classes.formula}>
                {t('merchant.round.pieces')} {format.count(tried.prospect.estimate.pieces ?? 0)} ·{' '}
                {t('merchant.round.revenue')} {format.money({ minor: tried.prospect.estimate.revenueMinor, currency })}{' '}
                · {t('merchant.round.cost')} {format.money({ minor: tried.prospect.estimate.costMinor ?? 0, currency })}
                . {t('merchant.round.formula')}
              </p>
            )}
          </>
        )}
        {done?.status === 'refused' && (
          <WhyPanel
            reasons={done.reasons.map((reason) => ({ ...toWhy(reason), change: null, reason: reason.reason }))}
          />
        )}
        {done?.error && done.error.fields.length > 0 && (
          <p className={classes.formula}>{done.error.fields.map((field) => field.message).join(' ')}</p>
        )}
      </div>
    </form>
  );
}
