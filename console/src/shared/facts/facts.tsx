import classes from './facts.module.css';

export interface Fact {
  label: string;
  /** What is not known is not listed. */
  value: string | null | undefined;
  strong?: boolean;
}

/** What is known of one thing, line by line. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className={classes.facts}>
      {facts
        .filter(({ value }) => value)
        .map(({ label, value, strong }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd data-strong={strong || undefined}>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
