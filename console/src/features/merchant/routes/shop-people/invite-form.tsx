import { Button, Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '@/shared/api/use-act';
import { useFormat } from '@/shared/format/use-format';
import { Refusal } from '@/shared/states/states';
import { invite, letIn, merchantKeys, type Right } from '../../api';
import classes from '../../components/shop.module.css';
import { useShop } from '../../components/use-shop';
import { useI18n } from '../../i18n';
import { rightsToGive } from './rights';

/** Invites somebody new, or lets a service provider in; both within rights. */
export function InviteForm({ kind }: { kind: 'invite' | 'provider' }) {
  const { t } = useI18n();
  const format = useFormat();
  const { tenant, shop } = useShop();
  const [name, setName] = useState('');
  const [rights, setRights] = useState<Right[]>(['submit']);
  const act = useAct({
    act: async (of: { name: string; rights: Right[] }, key: string) => {
      if (kind === 'invite') return invite(tenant, shop, { display: of.name, rights: of.rights }, key);
      await letIn(tenant, shop, of, key);
      return null;
    },
    invalidates: merchantKeys.all(tenant, shop),
    onDone: () => setName(''),
  });
  const made = act.data ?? null;
  return (
    <form
      className={classes.card}
      onSubmit={(event) => {
        event.preventDefault();
        act.mutate({ name: name.trim(), rights });
      }}
    >
      <h3>{t(`merchant.people.${kind}`)}</h3>
      <TextInput
        label={t(kind === 'invite' ? 'merchant.people.display' : 'merchant.people.provider_name')}
        value={name}
        maxLength={100}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Checkbox.Group
        label={t('merchant.people.rights')}
        value={rights}
        onChange={(chosen) => setRights(chosen as Right[])}
      >
        <div className={classes.rights}>
          {rightsToGive.map((right) => (
            <Checkbox key={right} value={right} label={t(`merchant.right.${right}`)} />
          ))}
        </div>
      </Checkbox.Group>
      <Refusal error={act.error} />
      {made?.token && (
        <div className={classes.good} role="status">
          {t('merchant.people.link', { when: format.instant(made.expiresAt) })}
          <div className={classes.link}>{`${window.location.origin}/console/invitation?token=${made.token}`}</div>
        </div>
      )}
      <div className={classes.foot}>
        <Button type="submit" disabled={name.trim() === ''} loading={act.isPending}>
          {t(`merchant.people.${kind}_send`)}
        </Button>
      </div>
    </form>
  );
}
