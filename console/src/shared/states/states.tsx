import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { problemText } from '@/shared/api/problem';
import { useI18n } from '@/shared/i18n/i18n';
import { Icon, type IconName } from '@/shared/icons/icons';
import classes from './states.module.css';

/** Nothing here yet: what this is for, and the first step. */
export function EmptyState(props: { icon: IconName; title: string; text: string; action?: ReactNode }) {
  return (
    <div className={classes.state}>
      <span className={classes.mark}>
        <Icon name={props.icon} size={20} />
      </span>
      <p className={classes.title}>{props.title}</p>
      <p className={classes.text}>{props.text}</p>
      {props.action}
    </div>
  );
}

/** What happened and what to do about it. */
export function FailureState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useI18n();
  return (
    <div className={classes.state} role="alert">
      <span className={classes.mark} data-bad>
        <Icon name="warn" size={20} />
      </span>
      <p className={classes.title}>{t('problem.load')}</p>
      <p className={classes.text}>{problemText(error, t)}</p>
      {onRetry && (
        <Button variant="default" leftSection={<Icon name="refresh" />} onClick={onRetry}>
          {t('action.retry')}
        </Button>
      )}
    </div>
  );
}

/** A refused action, beside the thing it was about. What was typed stays. */
export function Refusal({ error, text }: { error: unknown; text?: string }) {
  const { t } = useI18n();
  if (error === null || error === undefined) return null;
  return (
    <div className={classes.refusal} role="alert">
      <Icon name="warn" />
      <div>
        <b>{t('problem.title')}</b>
        <div>{text ?? problemText(error, t)}</div>
      </div>
    </div>
  );
}
