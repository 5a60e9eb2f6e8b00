import type { ReactNode } from 'react';
import classes from './sideways.module.css';

interface Props {
  /** What is in it, for whoever reaches it by keyboard and does not see it. */
  label: string;
  className?: string;
  children: ReactNode;
}

/** What may be wider than the screen: it moves by itself, by finger and by keyboard, and the page stays where it is. */
export function Sideways({ label, className, children }: Props) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset groups form fields, and these are none
    <div
      className={className ? `${classes.area} ${className}` : classes.area}
      role="group"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable, even while nothing in it is
      tabIndex={0}
    >
      {children}
    </div>
  );
}
