import { useFormat } from '@/shared/format/use-format';
import { Sideways } from '@/shared/sideways/sideways';
import type { ItemPrices } from '../../api';
import { useI18n } from '../../i18n';
import classes from './item-trace.module.css';

/** What everybody pays for one piece, from the daily price down, and what did not apply. */
export function PriceTable({ prices }: { prices: ItemPrices }) {
  const { t, pick } = useI18n();
  const format = useFormat();
  return (
    <Sideways label={t('trace.step.price')}>
      <table className={classes.prices}>
        <thead>
          <tr>
            <th scope="col">{t('trace.sku')}</th>
            <th scope="col">{t('trace.daily')}</th>
            <th scope="col">{t('trace.steps')}</th>
            <th scope="col">{t('trace.now')}</th>
          </tr>
        </thead>
        <tbody>
          {prices.skus.map((sku) => (
            <tr key={sku.sku}>
              <td>{sku.spec || <code>{sku.sku}</code>}</td>
              <td>{sku.daily ? format.money(sku.daily) : '—'}</td>
              <td>
                <ul>
                  {sku.steps.map((step) => (
                    <li key={step.offerId}>
                      {pick(step.name)} −{format.money(step.off)}
                    </li>
                  ))}
                  {sku.notApplied.map((offer) => (
                    <li key={`${offer.offerId}${offer.code}`} className={classes.muted}>
                      {pick(offer.name)}: {pick(offer.why)}
                    </li>
                  ))}
                </ul>
              </td>
              <td>{sku.final ? <b>{format.money(sku.final)}</b> : sku.problem ? pick(sku.problem.why) : '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Sideways>
  );
}
