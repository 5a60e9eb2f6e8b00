import { Select, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTenant } from '@/shared/api/tenant';
import { Badge, type Meaning } from '@/shared/badge/badge';
import { useFormat } from '@/shared/format/use-format';
import { Icon, type IconName } from '@/shared/icons/icons';
import { FailureState } from '@/shared/states/states';
import { roundQuery, type SubmissionRow, submissionQuery, traceQuery } from '../../api';
import { useI18n } from '../../i18n';
import classes from './item-trace.module.css';
import { StepBody } from './step-body';
import { type Step, type StepState, stepsOf, stopOf } from './trace-steps';

const meanings: Record<StepState, Meaning> = { done: 'good', stopped: 'bad', waiting: 'neutral' };
const icons: Record<StepState, IconName> = { done: 'check', stopped: 'cross', waiting: 'clock' };

interface Props {
  item: string;
  /** The submission whose round is looked at; the newest when none was chosen. */
  chosen: string | undefined;
  onChoose: (submission: string) => void;
}

/** The life of one item in one round, step by step, with the first place where it stopped said first. */
export function TraceView({ item, chosen, onChoose }: Props) {
  const { t } = useI18n();
  const format = useFormat();
  const { slug } = useTenant();
  const trace = useQuery(traceQuery(slug, item));
  const row = trace.data?.submissions.find(({ id }) => id === chosen) ?? trace.data?.submissions[0];
  const submission = useQuery(submissionQuery(slug, row?.id ?? ''));
  const failed = trace.isError ? trace : submission.isError ? submission : null;
  if (failed) return <FailureState error={failed.error} onRetry={() => void failed.refetch()} />;
  if (trace.data === undefined || (row !== undefined && submission.data === undefined)) {
    return <Skeleton height={480} radius={6} />;
  }
  const steps = stepsOf(trace.data, submission.data ?? null);
  const stop = stopOf(steps);
  const isShown = stop === null && steps.some(({ name, state }) => name === 'placement' && state === 'done');
  return (
    <div className={classes.trace}>
      <header className={classes.head}>
        <div>
          <h2>{trace.data.item.title}</h2>
          <code>{item}</code>
        </div>
        {trace.data.submissions.length > 0 && row && (
          <RoundChoice rows={trace.data.submissions} value={row.id} onChoose={onChoose} />
        )}
      </header>
      <p className={classes.verdict} data-state={stop ? 'stopped' : isShown ? 'done' : 'waiting'} role="status">
        <Icon name={stop ? 'cross' : isShown ? 'check' : 'clock'} />
        {stop
          ? t('trace.stopped', { step: t(`trace.step.${stop.name}`) })
          : t(isShown ? 'trace.shown' : 'trace.waiting')}
        {stop?.at && <time dateTime={stop.at}>{format.instantFully(stop.at)}</time>}
      </p>
      <ol className={classes.steps}>
        {steps.map((step: Step) => (
          <li key={step.name} data-state={step.state} aria-label={t(`trace.step.${step.name}`)}>
            <span className={classes.mark}>
              <Icon name={icons[step.state]} size={12} />
            </span>
            <div className={classes.stepHead}>
              <h3>{t(`trace.step.${step.name}`)}</h3>
              <Badge meaning={meanings[step.state]}>{t(`trace.state.${step.state}`)}</Badge>
              {step.at && (
                <time dateTime={step.at} title={format.instantFully(step.at)}>
                  {format.instant(step.at)}
                </time>
              )}
            </div>
            <StepBody name={step.name} trace={trace.data} submission={submission.data ?? null} />
          </li>
        ))}
      </ol>
    </div>
  );
}

function RoundChoice({ rows, value, onChoose }: { rows: SubmissionRow[]; value: string; onChoose: Props['onChoose'] }) {
  const { t } = useI18n();
  const format = useFormat();
  const { slug } = useTenant();
  const current = rows.find(({ id }) => id === value);
  const round = useQuery(roundQuery(slug, current?.round ?? ''));
  return (
    <Select
      label={t('trace.round')}
      w={280}
      allowDeselect={false}
      value={value}
      data={rows.map((row) => ({
        value: row.id,
        label:
          row.id === value && round.data
            ? `${round.data.round.campaignName} · ${round.data.round.name}`
            : format.instant(row.submittedAt),
      }))}
      onChange={(id) => id && onChoose(id)}
    />
  );
}
