import type { ReactNode } from 'react';
import { Icon } from '@/shared/icons/icons';
import classes from './round-form.module.css';

interface Props {
  title: string;
  hint?: string;
  /** Why this part cannot be changed any more, or until when it can. */
  limit?: { closed: boolean; text: string };
  children: ReactNode;
}

/** One part of a round's settings. What is closed can still be read. */
export function Part({ title, hint, limit, children }: Props) {
  return (
    <fieldset className={classes.part}>
      <legend>{title}</legend>
      {hint && <p className={classes.hint}>{hint}</p>}
      {limit && (
        <p className={classes.limit} data-closed={limit.closed || undefined}>
          <Icon name={limit.closed ? 'lock' : 'clock'} size={12} /> {limit.text}
        </p>
      )}
      {children}
    </fieldset>
  );
}
