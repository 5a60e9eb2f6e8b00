import { Badge, type Meaning } from '@/shared/badge/badge';
import { useFormat } from '@/shared/format/use-format';
import type { ImportView } from '../../api';
import { useI18n } from '../../i18n';
import classes from './imports.module.css';

const meanings: Record<ImportView['status'], Meaning> = {
  queued: 'neutral',
  running: 'info',
  cancelling: 'warn',
  cancelled: 'neutral',
  done: 'good',
  failed: 'bad',
};

export function ImportState({ row }: { row: ImportView }) {
  const { t } = useI18n();
  return <Badge meaning={meanings[row.status]}>{t(`catalog.import.status.${row.status}`)}</Badge>;
}

/** Done of total, the rate and the time left, as the server knows them: a reload changes nothing. */
export function ImportProgress({ row }: { row: ImportView }) {
  const { t } = useI18n();
  const format = useFormat();
  const moving = row.status === 'running' || row.status === 'cancelling' || row.status === 'queued';
  if (!moving) return <span className={classes.muted}>{t('catalog.import.rows_read', { count: row.rows.read })}</span>;
  const left = row.secondsLeft === null ? '' : t('catalog.import.left', { time: format.duration(row.secondsLeft) });
  return (
    <span className={classes.progress}>
      <progress
        className={classes.bar}
        max={Math.max(1, row.bytes)}
        value={row.bytesRead}
        aria-label={t('catalog.import.progress_of', { name: row.name })}
      />
      <span className={classes.muted}>
        {format.share(row.bytesRead, row.bytes)}{' '}
        {row.rowsPerSecond === null ? '' : t('catalog.import.rate', { count: row.rowsPerSecond })} {left}
      </span>
    </span>
  );
}
