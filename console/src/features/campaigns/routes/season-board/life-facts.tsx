import { useFormat } from '@/shared/format/use-format';
import { TenantLink } from '@/shared/url-state/tenant-link';
import type { Board } from '../../api';
import { changeText } from '../../components/change-text';
import { useI18n } from '../../i18n';
import classes from './season-board.module.css';

/** Which clauses refuse most: the first thing to look at when too few items get through. */
export function Refusals({ board }: { board: Board }) {
  const { t, pick } = useI18n();
  const format = useFormat();
  const grid = `rounds/${board.id}/submissions`;
  const most = Math.max(...board.refused.top.map(({ count }) => count), 1);
  return (
    <section className={classes.panel} aria-labelledby="refusals">
      <div className={classes.panelHead}>
        <h2 id="refusals">{t('campaigns.board.refused_title', { count: board.refused.count })}</h2>
        {board.refused.count > 0 && (
          <TenantLink path={grid} search={{ status: 'refused' }}>
            {t('campaigns.board.see_refused')}
          </TenantLink>
        )}
      </div>
      {board.refused.top.length === 0 ? (
        <p className={classes.none}>{t('campaigns.board.none_refused')}</p>
      ) : (
        <ul className={classes.list}>
          {board.refused.top.map((clause) => (
            <li key={clause.clause} className={classes.refusal}>
              <span className={classes.muted}>{t(`gate.${clause.gate}`)}</span>
              <TenantLink
                path={grid}
                search={{ status: 'refused', clause: clause.clause }}
                title={clause.text ? pick(clause.text) : clause.clause}
              >
                {clause.text ? pick(clause.text) : clause.clause}
              </TenantLink>
              <span className={classes.bar} aria-hidden="true">
                <span style={{ width: `${(clause.count / most) * 100}%` }} />
              </span>
              <span className={classes.number}>{format.count(clause.count)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Who opened, closed and published what: the audit trail of this round. */
export function RecentChanges({ board }: { board: Board }) {
  const { t, pick } = useI18n();
  const format = useFormat();
  return (
    <section className={classes.panel} aria-labelledby="changes">
      <div className={classes.panelHead}>
        <h2 id="changes">{t('campaigns.board.changes_title')}</h2>
      </div>
      {board.recent.length === 0 ? (
        <p className={classes.none}>{t('campaigns.board.no_changes')}</p>
      ) : (
        <ul className={classes.list}>
          {board.recent.map((line) => (
            <li key={`${line.at}${line.action}`} className={classes.change}>
              <time dateTime={line.at} className={classes.muted} title={format.instantFully(line.at)}>
                {format.instant(line.at)}
              </time>
              <span>
                {changeText(line.action, t)} <span className={classes.muted}>{line.by}</span>
                {line.reason && <span className={classes.note}>{pick(line.reason)}</span>}
                {line.note && <span className={classes.note}>{line.note}</span>}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
