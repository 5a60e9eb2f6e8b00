import { Icon } from '@/shared/icons/icons';
import type { Gate, RuleState } from '../../api';
import { useI18n } from '../../i18n';
import classes from './rule.module.css';

/** What nodes above already demand: it holds besides this rule and cannot be loosened here. */
export function Inherited({ state, gate }: { state: RuleState; gate: Gate }) {
  const { t, language } = useI18n();
  const above = state.inherited.flatMap(({ node, name, gates }) =>
    gates.filter((own) => own.gate === gate).map(({ rule: view }) => ({ node, name, view })),
  );
  if (above.length === 0) return null;
  return (
    <section className={classes.inherited} aria-label={t('campaigns.rule.inherited')}>
      {above.map(({ node, name, view }) => (
        <div key={node}>
          <b>
            <Icon name="lock" size={12} /> {t('campaigns.rule.inherited_from', { name })}
          </b>
          <pre>{language === 'zh-CN' ? view.textZh : view.textEn}</pre>
        </div>
      ))}
    </section>
  );
}
