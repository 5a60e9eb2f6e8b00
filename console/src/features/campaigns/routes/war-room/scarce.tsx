import { useTenant } from '@/shared/api/tenant';
import { useFormat } from '@/shared/format/use-format';
import type { BenefitRow, RoundStock, Sales } from '../../api';
import { useI18n } from '../../i18n';
import board from '../season-board/season-board.module.css';
import classes from './war-room.module.css';

/** How much of the activity stock is gone, and where it goes fastest. */
export function StockList({ stock }: { stock: RoundStock }) {
  const { t } = useI18n();
  const format = useFormat();
  return (
    <section className={board.panel} aria-labelledby="stock">
      <div className={board.panelHead}>
        <h2 id="stock">{t('campaigns.war.stock', { share: format.share(stock.taken, stock.stock) })}</h2>
        <small>
          {t('campaigns.war.stock_of', { taken: stock.taken, stock: stock.stock, skus: stock.skus })}
          {stock.items < stock.ofItems && ` · ${t('campaigns.war.partly', { items: stock.items, of: stock.ofItems })}`}
        </small>
      </div>
      {stock.top.length === 0 ? (
        <p className={board.none}>{t('campaigns.war.nothing_sold')}</p>
      ) : (
        <ul className={classes.bars}>
          {stock.top.map((sku) => (
            <li key={sku.sku}>
              <span className={classes.name} title={sku.title}>
                {sku.title}
              </span>
              <Bar part={sku.taken} whole={sku.stock} />
              <span className={classes.left}>
                {sku.left === 0 ? t('campaigns.war.sold_out') : t('campaigns.war.left', { count: sku.left })}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** What was spent against what may be, and who pays for the discounts. */
export function BudgetList({ benefits, sales }: { benefits: readonly BenefitRow[]; sales: Sales }) {
  const { t } = useI18n();
  const format = useFormat();
  const { currency } = useTenant();
  const rows = benefits.flatMap((benefit) => benefit.accounts.map((account) => ({ benefit, account })));
  const most = Math.max(...sales.funders.map(({ funded }) => funded.minor), 1);
  return (
    <section className={board.panel} aria-labelledby="budgets">
      <div className={board.panelHead}>
        <h2 id="budgets">{t('campaigns.war.budgets')}</h2>
      </div>
      <ul className={classes.bars}>
        {rows.map(({ benefit, account }) => {
          const shown = (units: number) =>
            account.unit === 'money' ? format.money({ minor: units, currency }) : format.count(units);
          return (
            <li key={account.name}>
              <span className={classes.name} title={benefit.name}>
                {benefit.name}
              </span>
              <Bar part={account.spent + account.reserved} whole={account.cap} />
              <span className={classes.left}>
                {t('campaigns.war.of', { part: shown(account.spent + account.reserved), whole: shown(account.cap) })}
              </span>
            </li>
          );
        })}
        {sales.funders.map(({ kind, funded }) => (
          <li key={kind}>
            <span className={classes.name}>{t(`campaigns.war.funder_${kind}`)}</span>
            <Bar part={funded.minor} whole={most} plain />
            <span className={classes.left}>{format.money(funded)}</span>
          </li>
        ))}
      </ul>
      {rows.length === 0 && sales.funders.length === 0 && (
        <p className={board.none}>{t('campaigns.war.nothing_spent')}</p>
      )}
    </section>
  );
}

function Bar({ part, whole, plain = false }: { part: number; whole: number; plain?: boolean }) {
  const share = whole > 0 ? Math.min(1, part / whole) : 0;
  return (
    <span className={board.bar} data-full={(!plain && share >= 0.9) || undefined} aria-hidden="true">
      <span style={{ width: `${share * 100}%` }} />
    </span>
  );
}
