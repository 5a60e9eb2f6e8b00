import { useTenant } from '@/shared/api/tenant';
import { useFormat } from '@/shared/format/use-format';
import type { FieldSchema, Spec } from '@/shared/schema-form/field-schema';
import classes from '../../components/shop.module.css';
import { useI18n } from '../../i18n';

interface Props {
  fields: readonly FieldSchema[];
  limits: Spec;
}

/** Within what the shop may act, in the server's own words for each field. */
export function LimitFacts({ fields, limits }: Props) {
  const { t, pick } = useI18n();
  const { currency } = useTenant();
  const format = useFormat();
  const say = ({ kind, choices }: FieldSchema, value: unknown) => {
    if (kind === 'money') return format.money({ minor: Number(value), currency });
    if (kind === 'percent') return format.share(Number(value), 10_000);
    if (kind === 'period') return format.duration(Number(value));
    if (kind === 'integer') return format.count(Number(value));
    const choice = choices?.find(({ name }) => name === value);
    return choice ? pick(choice.label) : t('merchant.offers.nothing');
  };
  return (
    <section aria-label={t('merchant.offers.limits')} className={classes.section}>
      <h2>{t('merchant.offers.limits')}</h2>
      <dl className={classes.tiles}>
        {fields
          .filter(({ name }) => limits[name] !== undefined)
          .map((field) => (
            <div key={field.name} className={classes.tile}>
              <dt>{pick(field.label)}</dt>
              <dd>{say(field, limits[field.name])}</dd>
            </div>
          ))}
      </dl>
    </section>
  );
}
