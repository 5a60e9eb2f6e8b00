import type { BoardStep } from '../../api';
import classes from './life-picture.module.css';

const column = 100;
const height = 96;
const middle = height / 2;
const thickest = 76;

/** How thick the stream is at a step: its share of the fullest step, never invisible where there is something. */
function thickness(step: BoardStep, most: number): number {
  if (step.count <= 0 || most <= 0) return 0;
  return Math.max(4, (step.count / most) * thickest);
}

/** The stream of submissions through the steps: it narrows where they fall away, and is a dashed line where nothing came yet. */
export function Flow({ steps }: { steps: readonly BoardStep[] }) {
  // The plan step counts no submissions; the stream begins with enrollment.
  const flowing = steps.map((step, index) => (index === 0 ? { ...step, count: 0 } : step));
  const most = Math.max(...flowing.map((step) => step.count), 0);
  const reached = flowing.reduce((last, step, index) => (step.count > 0 ? index : last), -1);
  const first = flowing.findIndex((step) => step.count > 0);
  const width = steps.length * column;
  return (
    <ol className={`${classes.steps} ${classes.flow}`} aria-hidden="true">
      {steps.map((step) => (
        <li key={step.phase} data-state={step.state} />
      ))}
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
        <line x1={0} x2={width} y1={middle} y2={middle} className={classes.ahead} vectorEffect="non-scaling-stroke" />
        {flowing.map((step, index) => {
          if (index < first || index > reached) return null;
          const here = thickness(step, most);
          const before = index > first ? (here + thickness(flowing[index - 1] ?? step, most)) / 2 : here;
          const after = index < reached ? (here + thickness(flowing[index + 1] ?? step, most)) / 2 : here;
          return (
            <path
              key={step.phase}
              d={band(index * column, before, here, after)}
              className={step.state === 'open' ? classes.bandNow : classes.band}
            />
          );
        })}
      </svg>
    </ol>
  );
}

/** One column of the stream: from the thickness at its left edge over its own to that at its right edge. */
function band(x: number, before: number, here: number, after: number): string {
  const center = x + column / 2;
  const right = x + column;
  const up = (size: number) => middle - size / 2;
  const down = (size: number) => middle + size / 2;
  const q = column / 4;
  return [
    `M${x},${up(before)}`,
    `C${x + q},${up(before)} ${center - q},${up(here)} ${center},${up(here)}`,
    `C${center + q},${up(here)} ${right - q},${up(after)} ${right},${up(after)}`,
    `L${right},${down(after)}`,
    `C${right - q},${down(after)} ${center + q},${down(here)} ${center},${down(here)}`,
    `C${center - q},${down(here)} ${x + q},${down(before)} ${x},${down(before)}`,
    'Z',
  ].join(' ');
}
