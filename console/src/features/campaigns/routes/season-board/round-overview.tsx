import { Badge } from '@/shared/badge/badge';
import { useFormat } from '@/shared/format/use-format';
import type { CampaignNode, RoundRow, SeasonTree } from '../../api';
import { phases } from '../../components/phases';
import { useI18n } from '../../i18n';
import { CampaignHead } from './campaign-head';
import classes from './round-overview.module.css';
import boardClasses from './season-board.module.css';

interface Props {
  season: SeasonTree;
  chosen: string | undefined;
  onChoose: (round: string) => void;
}

/** Every campaign of the season with its rounds; the chosen round is the one drawn above. */
export function RoundOverview({ season, chosen, onChoose }: Props) {
  const { t } = useI18n();
  return (
    <section className={boardClasses.panel} aria-labelledby="rounds">
      <div className={boardClasses.panelHead}>
        <h2 id="rounds">{t('campaigns.board.rounds_title')}</h2>
      </div>
      {season.campaigns.map((campaign) => (
        <CampaignRounds key={campaign.id} season={season} campaign={campaign} chosen={chosen} onChoose={onChoose} />
      ))}
    </section>
  );
}

function CampaignRounds({ season, campaign, chosen, onChoose }: Props & { campaign: CampaignNode }) {
  return (
    <div className={classes.campaign}>
      <CampaignHead season={season.season.id} campaign={campaign} />
      {campaign.rounds.length > 0 && (
        <ul className={classes.rounds}>
          {campaign.rounds.map((round) => (
            <li key={round.id}>
              <RoundLine round={round} chosen={round.id === chosen} onChoose={() => onChoose(round.id)} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function RoundLine({ round, chosen, onChoose }: { round: RoundRow; chosen: boolean; onChoose: () => void }) {
  const { t } = useI18n();
  const format = useFormat();
  const reached = round.phase === null ? -1 : phases.indexOf(round.phase);
  return (
    <button type="button" className={classes.round} aria-pressed={chosen} onClick={onChoose}>
      <b className={classes.name}>{round.name}</b>
      <span className={classes.strip} aria-hidden="true">
        {phases.map((phase, index) => (
          <span key={phase} data-state={index < reached ? 'done' : index === reached ? 'open' : 'waiting'} />
        ))}
      </span>
      <span>{round.phase ? t(`campaigns.phase.${round.phase}`) : t('campaigns.state.waiting')}</span>
      <span className={classes.muted}>
        {round.nextPhase && round.nextAt
          ? t('campaigns.board.next', {
              phase: t(`campaigns.phase.${round.nextPhase}`),
              when: format.instant(round.nextAt),
            })
          : ''}
      </span>
      <span className={classes.number}>{t('campaigns.board.submissions', { count: round.submissions })}</span>
      <span className={classes.number}>{t('campaigns.board.refused', { count: round.refused })}</span>
      <span>
        {round.stuck > 0 && <Badge meaning="warn">{t('campaigns.board.stuck', { count: round.stuck })}</Badge>}
      </span>
    </button>
  );
}
