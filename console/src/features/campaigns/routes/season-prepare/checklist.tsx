import { useFormat } from '@/shared/format/use-format';
import { Icon } from '@/shared/icons/icons';
import { TenantLink } from '@/shared/url-state/tenant-link';
import type { ReadinessItem, RoundRow, SeasonTree } from '../../api';
import { useI18n } from '../../i18n';
import board from '../season-board/season-board.module.css';
import classes from './season-prepare.module.css';

/** Everything the publication depends on, node by node, each with the way to where it is mended. */
export function Checklist({ tree, items }: { tree: SeasonTree; items: readonly ReadinessItem[] }) {
  const { t } = useI18n();
  const base = `seasons/${tree.season.id}`;
  const of = (id: string) => items.filter((item) => item.id === id);
  return (
    <section className={board.panel} aria-labelledby="checklist">
      <div className={board.panelHead}>
        <h2 id="checklist">{t('campaigns.prepare.checklist')}</h2>
        <TenantLink path={`${base}/rule`}>{t('campaigns.season.rule')}</TenantLink>
      </div>
      <Steps items={of(tree.season.id)} />
      {tree.campaigns.map((campaign) => (
        <div key={campaign.id} className={classes.campaign}>
          <div className={classes.head}>
            <b>{campaign.name}</b>
            <span className={classes.links}>
              <TenantLink path={`${base}/campaigns/${campaign.id}/rule`}>{t('campaigns.campaign.rule')}</TenantLink>
              <TenantLink path={`${base}/campaigns/${campaign.id}/new-round`}>{t('campaigns.round.new')}</TenantLink>
            </span>
          </div>
          <Steps items={of(campaign.id)} />
          {campaign.rounds.map((round) => (
            <div key={round.id} className={classes.round}>
              <div className={classes.head}>
                <span>{round.name}</span>
                <span className={classes.when}>
                  <Dates round={round} />
                </span>
                <span className={classes.links}>
                  <TenantLink path={`rounds/${round.id}/settings`}>{t('campaigns.edit.open')}</TenantLink>
                  <TenantLink path={`rounds/${round.id}/rule`}>{t('campaigns.edit.round_rule')}</TenantLink>
                </span>
              </div>
              <Steps items={of(round.id)} />
            </div>
          ))}
        </div>
      ))}
    </section>
  );
}

function Dates({ round }: { round: RoundRow }) {
  const { t } = useI18n();
  const format = useFormat();
  const opens = (phase: 'enroll' | 'live') => round.steps.find((step) => step.phase === phase)?.opens;
  const [enroll, live] = [opens('enroll'), opens('live')];
  return (
    <>
      {enroll && t('campaigns.board.next', { phase: t('campaigns.phase.enroll'), when: format.instant(enroll) })}
      {enroll && live && ' · '}
      {live && t('campaigns.board.next', { phase: t('campaigns.phase.live'), when: format.instant(live) })}
    </>
  );
}

function Steps({ items }: { items: readonly ReadinessItem[] }) {
  const { t, pick } = useI18n();
  return (
    <ul className={classes.steps}>
      {items.map((item) => {
        const state = item.done ? 'done' : item.needed ? 'missing' : 'open';
        return (
          <li key={item.step} data-state={state}>
            <Icon name={item.done ? 'check' : item.needed ? 'cross' : 'clock'} size={14} />
            <span>{pick(item.text)}</span>
            {!item.done && <small>{t(item.needed ? 'campaigns.prepare.needed' : 'campaigns.prepare.may_wait')}</small>}
          </li>
        );
      })}
    </ul>
  );
}
