import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useFormat } from '@/shared/format/use-format';
import { Icon } from '@/shared/icons/icons';
import { FailureState } from '@/shared/states/states';
import { TenantLink } from '@/shared/url-state/tenant-link';
import { type ToDo, todosQuery } from '../../api';
import classes from '../../components/shop.module.css';
import { useShop } from '../../components/use-shop';
import { useI18n } from '../../i18n';

const icons = { confirm: 'check', fix: 'warn', agreement: 'file' } as const;

/** What the shop has to do, the nearest deadline first; each line leads to exactly that. */
export function ToDos() {
  const { t } = useI18n();
  const { tenant, shop } = useShop();
  const todos = useQuery(todosQuery(tenant, shop));
  return (
    <section className={classes.section} aria-label={t('merchant.todo.title')}>
      <h2>{t('merchant.todo.title')}</h2>
      {todos.isError ? (
        <FailureState error={todos.error} onRetry={() => void todos.refetch()} />
      ) : todos.data === undefined ? (
        <Skeleton height={52} radius={6} />
      ) : todos.data.length === 0 ? (
        <p className={classes.quiet}>{t('merchant.todo.none')}</p>
      ) : (
        <ul className={classes.list}>
          {todos.data.map((todo) => (
            <Line key={`${todo.kind}${todo.round ?? todo.agreement}`} todo={todo} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Line({ todo }: { todo: ToDo }) {
  const { t, pick } = useI18n();
  const format = useFormat();
  const { shop } = useShop();
  const text =
    todo.kind === 'agreement'
      ? t('merchant.todo.agreement', { title: todo.title ? pick(todo.title) : (todo.agreement ?? '') })
      : t(`merchant.todo.${todo.kind}`, { count: todo.count });
  const target =
    todo.kind === 'agreement'
      ? { path: `shop/${shop}/agreements` }
      : {
          path: `shop/${shop}/submissions`,
          search: { status: todo.kind === 'confirm' ? 'scheduled' : 'refused,rejected' },
        };
  return (
    <li>
      <Icon name={icons[todo.kind]} />
      <span className={classes.grow}>
        <b>{text}</b>
        {todo.round && (
          <span className={classes.muted}>
            {' '}
            {todo.campaign} · {todo.roundName}
          </span>
        )}
      </span>
      {todo.deadline && (
        <span className={classes.muted}>
          {t('merchant.todo.until', { when: format.instant(todo.deadline) })} · {format.ago(todo.deadline)}
        </span>
      )}
      <TenantLink {...target} aria-label={`${t('merchant.todo.open')}: ${text}`}>
        {t('merchant.todo.open')}
      </TenantLink>
    </li>
  );
}
