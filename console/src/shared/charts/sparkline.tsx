import classes from './sparkline.module.css';

const width = 240;
const height = 48;
const pad = 3;

interface Props {
  values: readonly number[];
  /** Says what the line shows, for whoever cannot see it. */
  label: string;
}

/** The course of a number: a line one looks at, not an axis one reads. The last value is where the dot is. */
export function Sparkline({ values, label }: Props) {
  const most = Math.max(...values, 1);
  const x = (index: number) => (values.length < 2 ? width : (index / (values.length - 1)) * width);
  const y = (value: number) => height - pad - (value / most) * (height - 2 * pad);
  const line = values.map((value, index) => `${index === 0 ? 'M' : 'L'}${x(index).toFixed(1)},${y(value).toFixed(1)}`);
  const last = values.at(-1);
  return (
    <svg
      className={classes.chart}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {values.length > 1 && (
        <>
          <path d={`${line.join('')}L${width},${height}L0,${height}Z`} className={classes.area} />
          <path d={line.join('')} className={classes.line} vectorEffect="non-scaling-stroke" />
        </>
      )}
      {last !== undefined && (
        <path
          d={`M${x(values.length - 1)},${y(last)}h0.01`}
          className={classes.dot}
          vectorEffect="non-scaling-stroke"
        />
      )}
    </svg>
  );
}
