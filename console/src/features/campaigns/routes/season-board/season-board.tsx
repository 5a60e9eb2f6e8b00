import { Button, Skeleton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTenant } from '@/shared/api/tenant';
import { useFormat } from '@/shared/format/use-format';
import { Icon } from '@/shared/icons/icons';
import { Page } from '@/shared/page/page';
import { EmptyState, FailureState } from '@/shared/states/states';
import { useTenantNavigate } from '@/shared/url-state/tenant-link';
import { anyText, useUrlState } from '@/shared/url-state/url-state';
import { boardQuery, type SeasonTree, seasonQuery } from '../../api';
import { useI18n } from '../../i18n';
import { SeasonForm } from '../season-list/season-dialogs';
import { CampaignForm } from './campaign-form';
import { RecentChanges, Refusals } from './life-facts';
import { LifePicture } from './life-picture';
import { RoundOverview } from './round-overview';
import classes from './season-board.module.css';

export function screen() {
  return <SeasonBoard />;
}

const checks = { round: anyText };

/** Where does every round of the season stand, and what is stuck? */
function SeasonBoard() {
  const { t } = useI18n();
  const format = useFormat();
  const tenant = useTenant();
  const { season: id = '' } = useParams({ strict: false }) as { season?: string };
  const [{ round: wanted }, setUrl] = useUrlState(checks);
  const [creating, form] = useDisclosure(false);
  const [editing, edit] = useDisclosure(false);
  const go = useTenantNavigate();
  const season = useQuery(seasonQuery(tenant.slug, id));

  if (season.isError) return <FailureState error={season.error} onRetry={() => void season.refetch()} />;
  const chosen = chosenRound(season.data, wanted);
  const add = (
    <>
      <Button variant="default" leftSection={<Icon name="check" />} onClick={() => go(`seasons/${id}/prepare`)}>
        {t('campaigns.prepare.open')}
      </Button>
      <Button variant="default" onClick={edit.open} disabled={!season.data}>
        {t('campaigns.season.edit')}
      </Button>
      <Button variant="default" leftSection={<Icon name="rule" />} onClick={() => go(`seasons/${id}/rule`)}>
        {t('campaigns.season.rule')}
      </Button>
      <Button variant="default" leftSection={<Icon name="plus" />} onClick={form.open} disabled={!season.data}>
        {t('campaigns.campaign.new')}
      </Button>
    </>
  );
  return (
    <Page
      title={season.data ? t('campaigns.board.title', { name: season.data.season.name }) : t('campaigns.nav.seasons')}
      aside={
        season.data && (
          <span className={classes.span}>
            {t('campaigns.board.span', {
              from: format.day(season.data.season.opens),
              to: format.day(season.data.season.closes),
            })}
            {' · '}
            {t('time.zone', { zone: tenant.zone })}
          </span>
        )
      }
      trail={[{ label: t('campaigns.nav.seasons'), path: 'seasons' }]}
      actions={add}
    >
      {season.data === undefined && <Skeleton height={360} radius={6} />}
      {chosen && <RoundLife key={chosen} round={chosen} />}
      {season.data && season.data.campaigns.length === 0 && (
        <div className={classes.panel}>
          <EmptyState
            icon="flow"
            title={t('campaigns.board.empty_title')}
            text={t('campaigns.board.empty_text')}
            action={
              <Button leftSection={<Icon name="plus" />} onClick={form.open}>
                {t('campaigns.campaign.new')}
              </Button>
            }
          />
        </div>
      )}
      {season.data && season.data.campaigns.length > 0 && (
        <RoundOverview season={season.data} chosen={chosen} onChoose={(round) => setUrl({ round })} />
      )}
      {season.data && <CampaignForm season={season.data.season.id} opened={creating} onClose={form.close} />}
      {season.data && (
        <SeasonForm
          key={season.data.season.revision}
          season={season.data.season}
          opened={editing}
          onClose={edit.close}
        />
      )}
    </Page>
  );
}

function RoundLife({ round }: { round: string }) {
  const { slug } = useTenant();
  const board = useQuery(boardQuery(slug, round));
  if (board.isError) return <FailureState error={board.error} onRetry={() => void board.refetch()} />;
  if (board.data === undefined) return <Skeleton height={360} radius={6} />;
  return (
    <>
      <LifePicture board={board.data} />
      <div className={classes.facts}>
        <Refusals board={board.data} />
        <RecentChanges board={board.data} />
      </div>
    </>
  );
}

/** The round in the address, else the one that is furthest along without being over. */
function chosenRound(season: SeasonTree | undefined, wanted: string | undefined): string | undefined {
  const rounds = season?.campaigns.flatMap((campaign) => campaign.rounds) ?? [];
  if (rounds.some(({ id }) => id === wanted)) return wanted;
  const busy = [...rounds].sort((left, right) => right.submissions - left.submissions);
  return (busy.find(({ phase }) => phase !== null && phase !== 'settle') ?? busy[0])?.id;
}
