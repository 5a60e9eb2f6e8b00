import { Badge, type Meaning } from '@/shared/badge/badge';
import { useFormat } from '@/shared/format/use-format';
import type { Acknowledgement, Followed } from '../../api';
import { useI18n } from '../../i18n';
import classes from './takedowns.module.css';

const meanings: Record<Acknowledgement['state'], Meaning> = { acknowledged: 'good', pending: 'warn', gone: 'neutral' };

/** Every surface on every host, and how long each took to follow. */
export function Acknowledgements({ title, change }: { title: string; change: Followed }) {
  const { t, pick } = useI18n();
  const format = useFormat();
  const done = change.surfaces.filter(({ state }) => state === 'acknowledged').length;
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <p className={classes.muted}>
        {t('risk.ack.done', { done, of: change.surfaces.length })}
        {change.slowestMs !== null && ` · ${t('risk.ack.slowest', { ms: format.count(change.slowestMs) })}`}
      </p>
      <table className={classes.acks}>
        <thead>
          <tr>
            <th scope="col">{t('risk.ack.surface')}</th>
            <th scope="col">{t('risk.ack.host')}</th>
            <th scope="col">{t('risk.ack.state')}</th>
            <th scope="col">{t('risk.ack.took')}</th>
          </tr>
        </thead>
        <tbody>
          {change.surfaces.map((ack) => (
            <tr key={`${ack.surface} ${ack.host}`}>
              <td title={ack.surface}>{pick(ack.label)}</td>
              <td title={ack.host}>{ack.host}</td>
              <td>
                <Badge meaning={meanings[ack.state]}>{t(`risk.ack.${ack.state}`)}</Badge>
              </td>
              <td>{ack.tookMs === null ? '—' : t('risk.ack.ms', { ms: format.count(ack.tookMs) })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
