import { useFormat } from '@/shared/format/use-format';
import type { Check } from '../../api';
import classes from '../../components/shop.module.css';
import { useI18n } from '../../i18n';

/** How many items pass, and what it would bring: counts first, the formula beside its numbers. */
export function CheckTiles({ check }: { check: Check | null }) {
  const { t } = useI18n();
  const format = useFormat();
  if (check === null) return null;
  const unknown = t('merchant.round.unknown_number');
  return (
    <>
      <dl className={classes.tiles}>
        {(['pass', 'fail', 'unknown'] as const).map((outcome) => (
          <div key={outcome} className={classes.tile}>
            <dt>{t(`outcome.${outcome}`)}</dt>
            <dd>
              {format.count(check.byOutcome[outcome] ?? 0)}
              {outcome === 'fail' && check.changeable > 0 && (
                <small>{t('merchant.join.changeable', { count: check.changeable })}</small>
              )}
              {outcome === 'pass' && <small>{t('merchant.round.checked', { when: format.ago(check.at) })}</small>}
            </dd>
          </div>
        ))}
        <div className={classes.tile}>
          <dt>{t('merchant.round.pieces')}</dt>
          <dd>
            {check.estimated > 0 ? format.count(check.pieces) : unknown}
            <small>{t('merchant.round.expected_of', { count: check.estimated })}</small>
          </dd>
        </div>
        <div className={classes.tile}>
          <dt>{t('merchant.round.revenue')}</dt>
          <dd>{check.estimated > 0 ? format.money(check.revenue) : unknown}</dd>
        </div>
        <div className={classes.tile}>
          <dt>{t('merchant.round.cost')}</dt>
          <dd>{check.estimated > 0 ? format.money(check.cost) : unknown}</dd>
        </div>
      </dl>
      <p className={classes.formula}>{t('merchant.round.formula')}</p>
    </>
  );
}
