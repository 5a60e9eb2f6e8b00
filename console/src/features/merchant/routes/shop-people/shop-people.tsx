import { Button, Checkbox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useAct } from '@/shared/api/use-act';
import { Badge } from '@/shared/badge/badge';
import { useFormat } from '@/shared/format/use-format';
import { FailureState, Refusal } from '@/shared/states/states';
import { limitPerson, merchantKeys, type Person, peopleQuery, type Right, withdrawPerson } from '../../api';
import classes from '../../components/shop.module.css';
import { ShopPage } from '../../components/shop-page';
import { useShop } from '../../components/use-shop';
import { useI18n } from '../../i18n';
import { InviteForm } from './invite-form';
import { rightsToGive } from './rights';

export function screen() {
  return <ShopPeople />;
}

function ShopPeople() {
  const { t } = useI18n();
  const format = useFormat();
  const { tenant, shop } = useShop();
  const people = useQuery(peopleQuery(tenant, shop));
  return (
    <ShopPage tab="people" title={t('merchant.people.title')}>
      {people.isError && <FailureState error={people.error} onRetry={() => void people.refetch()} />}
      {people.data && (
        <ul className={classes.list}>
          {people.data.people.map((person) => (
            <PersonLine key={person.id} person={person} />
          ))}
          {people.data.people.length === 0 && <li className={classes.muted}>{t('merchant.people.empty')}</li>}
          {people.data.invitations.map((invitation) => (
            <li key={invitation.id}>
              <span className={classes.grow}>{invitation.display}</span>
              <Badge meaning="info">{t('merchant.people.pending')}</Badge>
              <span className={classes.muted}>
                {t('merchant.todo.until', { when: format.instant(invitation.expiresAt) })}
              </span>
            </li>
          ))}
        </ul>
      )}
      <div className={classes.cards}>
        <InviteForm kind="invite" />
        <InviteForm kind="provider" />
      </div>
    </ShopPage>
  );
}

function PersonLine({ person }: { person: Person }) {
  const { t } = useI18n();
  const format = useFormat();
  const { tenant, shop } = useShop();
  const invalidates = merchantKeys.all(tenant, shop);
  const limit = useAct({
    act: (of: { id: string; rights: Right[] }, key) => limitPerson(tenant, shop, of, key),
    invalidates,
  });
  const withdraw = useAct({ act: (id: string, key) => withdrawPerson(tenant, shop, id, key), invalidates });
  const owner = person.role === 'merchant_owner';
  return (
    <li>
      <span className={classes.grow}>
        <b>{person.display}</b> <span className={classes.muted}>{person.name}</span>
      </span>
      <span className={classes.muted}>{t(`merchant.role.${person.role as 'merchant_owner'}`)}</span>
      {owner ? (
        <span className={classes.muted}>{t('merchant.people.everything')}</span>
      ) : (
        <span className={classes.rights}>
          {rightsToGive.map((right) => (
            <Checkbox
              key={right}
              size="xs"
              label={t(`merchant.right.${right}`)}
              aria-label={t('merchant.people.right_of', { right: t(`merchant.right.${right}`), name: person.display })}
              checked={person.rights.includes(right)}
              disabled={limit.isPending}
              onChange={(event) =>
                limit.mutate({
                  id: person.id,
                  rights: event.currentTarget.checked
                    ? [...person.rights, right]
                    : person.rights.filter((one) => one !== right),
                })
              }
            />
          ))}
        </span>
      )}
      <span className={classes.muted}>{format.day(person.since)}</span>
      {!owner && (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t('merchant.people.withdraw_name', { name: person.display })}
          loading={withdraw.isPending}
          onClick={() => withdraw.mutate(person.id)}
        >
          {t('merchant.people.withdraw')}
        </Button>
      )}
      <Refusal error={limit.error ?? withdraw.error} />
    </li>
  );
}
