import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTenant } from '@/shared/api/tenant';
import { Badge } from '@/shared/badge/badge';
import { Sparkline } from '@/shared/charts/sparkline';
import { useFormat } from '@/shared/format/use-format';
import { Page } from '@/shared/page/page';
import { FailureState } from '@/shared/states/states';
import {
  type Board,
  boardQuery,
  roundBenefitsQuery,
  roundQuery,
  roundSalesQuery,
  roundStockQuery,
  type Sales,
} from '../../api';
import { useI18n } from '../../i18n';
import { Refusals } from '../season-board/life-facts';
import { AlarmList } from './alarm-list';
import { alarmsOf } from './alarms';
import { BudgetList, StockList } from './scarce';
import classes from './war-room.module.css';

export function screen() {
  return <WarRoom />;
}

/** Is the sale going well, and what needs somebody now? */
function WarRoom() {
  const { t } = useI18n();
  const format = useFormat();
  const { slug, now } = useTenant();
  const { round: id = '' } = useParams({ strict: false }) as { round?: string };
  const round = useQuery(roundQuery(slug, id));
  const live = round.data?.round.phases.find(({ phase }) => phase === 'live');
  const sales = useQuery({ ...roundSalesQuery(slug, id, saleStart(live?.opens, now())), enabled: round.isSuccess });
  const stock = useQuery(roundStockQuery(slug, id));
  const benefits = useQuery(roundBenefitsQuery(slug, id));
  const board = useQuery(boardQuery(slug, id));
  const error = round.error ?? sales.error ?? stock.error ?? benefits.error ?? board.error;
  if (error && !sales.data) return <FailureState error={error} onRetry={() => void round.refetch()} />;
  const view = round.data?.round;
  const ready = sales.data && stock.data && benefits.data && board.data;

  return (
    <Page
      title={t('campaigns.war.title', { name: view?.name ?? '…' })}
      aside={
        <>
          {live?.state === 'open' ? (
            <Badge meaning="good">{t('campaigns.phase.live')}</Badge>
          ) : (
            <Badge meaning="neutral">{t('campaigns.war.not_live')}</Badge>
          )}
          {error && <Badge meaning="warn">{t('campaigns.war.stale')}</Badge>}
          {sales.data && (
            <span className={classes.muted}>
              {t('campaigns.board.as_of', { when: format.instant(sales.data.asOf) })}
            </span>
          )}
        </>
      }
      trail={[
        { label: t('campaigns.nav.seasons'), path: 'seasons' },
        ...(view ? [{ label: view.campaignName, path: `seasons/${view.seasonId}`, search: { round: id } }] : []),
      ]}
    >
      {ready ? (
        <>
          <AlarmList alarms={alarmsOf(live?.state === 'open', sales.data, stock.data, benefits.data?.items)} />
          <Tiles sales={sales.data} />
          <div className={classes.columns}>
            <StockList stock={stock.data} />
            <BudgetList benefits={benefits.data?.items ?? []} sales={sales.data} />
          </div>
          <Refusals board={board.data as Board} />
        </>
      ) : (
        <Skeleton height={520} radius={6} />
      )}
    </Page>
  );
}

/** From the first instant of the sale; before it there is nothing to look at but the last two hours. */
function saleStart(opens: string | null | undefined, now: Date): string | undefined {
  return opens && new Date(opens) < now ? opens : undefined;
}

function Tiles({ sales }: { sales: Sales }) {
  const { t } = useI18n();
  const format = useFormat();
  const each = t('campaigns.war.each', { span: format.duration(sales.stepSeconds) });
  const tiles = [
    {
      key: 'orders',
      label: t('campaigns.war.orders'),
      value: format.count(sales.orders),
      note: t('campaigns.war.cancelled', { count: sales.cancelled }),
      values: sales.steps.map((step) => step.orders),
    },
    {
      key: 'units',
      label: t('campaigns.war.units'),
      value: format.count(sales.units),
      note: t('campaigns.war.refunded', { count: sales.refundedUnits }),
      values: sales.steps.map((step) => step.units),
    },
    {
      key: 'payable',
      label: t('campaigns.war.payable'),
      value: format.money(sales.payable),
      note: each,
      values: sales.steps.map((step) => step.payable.minor),
    },
    {
      key: 'discount',
      label: t('campaigns.war.discount'),
      value: format.money(sales.discount),
      note: format.share(sales.discount.minor, sales.discount.minor + sales.payable.minor),
      values: sales.steps.map((step) => step.discount.minor),
    },
  ];
  return (
    <div className={classes.tiles}>
      {tiles.map((tile) => (
        <section key={tile.key} className={classes.tile} aria-label={tile.label}>
          <span className={classes.muted}>{tile.label}</span>
          <b className={classes.number}>{tile.value}</b>
          <Sparkline values={tile.values} label={t('campaigns.war.course', { what: tile.label })} />
          <span className={classes.muted}>{tile.note}</span>
        </section>
      ))}
    </div>
  );
}
