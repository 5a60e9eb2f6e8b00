import { Button, Skeleton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTenant } from '@/shared/api/tenant';
import { useAct } from '@/shared/api/use-act';
import { Badge } from '@/shared/badge/badge';
import { Page } from '@/shared/page/page';
import { FailureState, Refusal } from '@/shared/states/states';
import {
  campaignKeys,
  publishSeason,
  type Readiness,
  readinessQuery,
  type SeasonTree,
  seasonQuery,
  type VenuePage,
  venuesQuery,
} from '../../api';
import { useI18n } from '../../i18n';
import { SeasonForm } from '../season-list/season-form';
import { Checklist } from './checklist';
import { PageList } from './page-list';
import classes from './season-prepare.module.css';
import { TemplateForm } from './template-form';

export function screen() {
  return <SeasonPrepare />;
}

/** What is missing before the whole season can be published? */
function SeasonPrepare() {
  const { t } = useI18n();
  const { slug } = useTenant();
  const { season: id = '' } = useParams({ strict: false }) as { season?: string };
  const tree = useQuery(seasonQuery(slug, id));
  const readiness = useQuery(readinessQuery(slug, id));
  const venues = useQuery(venuesQuery(slug));
  const error = tree.error ?? readiness.error ?? venues.error;
  if (error) return <FailureState error={error} onRetry={() => void tree.refetch()} />;
  if (!tree.data || !readiness.data || !venues.data) {
    return (
      <Page title={t('campaigns.prepare.title', { name: '…' })}>
        <Skeleton height={520} radius={6} />
      </Page>
    );
  }
  const rounds = new Set(tree.data.campaigns.flatMap((campaign) => campaign.rounds.map((round) => round.id)));
  const pages = venues.data.filter(({ round }) => round !== null && rounds.has(round));
  return <Prepare tree={tree.data} readiness={readiness.data} pages={pages} />;
}

function Prepare({ tree, readiness, pages }: { tree: SeasonTree; readiness: Readiness; pages: VenuePage[] }) {
  const { t } = useI18n();
  const { slug } = useTenant();
  const [editing, edit] = useDisclosure(false);
  const [keeping, keep] = useDisclosure(false);
  const { season } = tree;
  const drafts = pages.filter((page) => page.liveRevision !== page.headRevision);
  const waiting = readiness.waiting || drafts.length > 0;
  const missing = readiness.items.filter((item) => item.needed && !item.done).length;
  const publish = useAct({
    act: (body: { pages: VenuePage[]; release: boolean }, key) => publishSeason(slug, season.id, body, key),
    invalidates: campaignKeys.all(slug),
    onDone: (done) =>
      notifications.show({ message: t('campaigns.prepare.published', { name: season.name, pages: done.pages }) }),
  });

  return (
    <Page
      title={t('campaigns.prepare.title', { name: season.name })}
      aside={
        missing > 0 ? (
          <Badge meaning="warn">{t('campaigns.prepare.missing', { count: missing })}</Badge>
        ) : waiting ? (
          <Badge meaning="info">{t('campaigns.prepare.ready')}</Badge>
        ) : (
          <Badge meaning="good">{t('campaigns.prepare.all_published')}</Badge>
        )
      }
      trail={[
        { label: t('campaigns.nav.seasons'), path: 'seasons' },
        { label: season.name, path: `seasons/${season.id}` },
      ]}
      actions={
        <>
          <Button variant="default" onClick={edit.open}>
            {t('campaigns.season.edit')}
          </Button>
          <Button variant="default" onClick={keep.open}>
            {t('campaigns.template.keep')}
          </Button>
          <Button
            disabled={!readiness.ready || !waiting}
            loading={publish.isPending}
            onClick={() => publish.mutate({ pages: drafts, release: readiness.waiting })}
          >
            {t('campaigns.prepare.publish')}
          </Button>
        </>
      }
    >
      <Refusal error={publish.error} />
      <div className={classes.columns}>
        <Checklist tree={tree} items={readiness.items} />
        <PageList pages={pages} tree={tree} />
      </div>
      <SeasonForm key={season.revision} season={season} opened={editing} onClose={edit.close} />
      <TemplateForm season={season} opened={keeping} onClose={keep.close} />
    </Page>
  );
}
