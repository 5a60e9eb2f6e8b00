import { Badge } from '@/shared/badge/badge';
import { shortenId } from '@/shared/format/format';
import { useFormat } from '@/shared/format/use-format';
import type { RuleState } from '../../api';
import { useI18n } from '../../i18n';
import classes from './rule.module.css';

/** Whether what is shown is what is executed, by version and hash. */
export function PublishedMark({ state }: { state: RuleState }) {
  const { t } = useI18n();
  const format = useFormat();
  const { published, draft } = state;
  return (
    <>
      {published ? (
        <Badge meaning="good">{t('campaigns.rule.published', { version: published.version })}</Badge>
      ) : (
        <Badge meaning="neutral">{t('campaigns.rule.not_published')}</Badge>
      )}
      {published && (
        <span className={classes.hash} title={published.sha256}>
          {format.instant(published.publishedAt)} · {published.publishedBy} ·{' '}
          <code>{shortenId(published.sha256, 15)}</code>
        </span>
      )}
      {published && draft !== null && <Badge meaning="info">{t('campaigns.rule.draft_waits')}</Badge>}
    </>
  );
}
