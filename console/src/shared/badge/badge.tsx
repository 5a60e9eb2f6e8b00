import type { ReactNode } from 'react';
import { Icon, type IconName } from '@/shared/icons/icons';
import classes from './badge.module.css';

export type Meaning = 'good' | 'warn' | 'bad' | 'info' | 'neutral' | 'brand';

const icons: Record<Meaning, IconName | null> = {
  good: 'check',
  warn: 'warn',
  bad: 'cross',
  info: 'clock',
  neutral: null,
  brand: null,
};

/** A state in one word, with a sign beside the colour. */
export function Badge({ meaning, children, icon }: { meaning: Meaning; children: ReactNode; icon?: IconName }) {
  const name = icon ?? icons[meaning];
  return (
    <span className={classes.badge} data-meaning={meaning}>
      {name && <Icon name={name} size={12} />}
      {children}
    </span>
  );
}
