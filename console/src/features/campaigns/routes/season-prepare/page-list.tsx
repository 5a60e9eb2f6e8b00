import { Badge } from '@/shared/badge/badge';
import type { SeasonTree, VenuePage } from '../../api';
import { useI18n } from '../../i18n';
import board from '../season-board/season-board.module.css';
import classes from './season-prepare.module.css';

/** The pages of the season's rounds: what shoppers will see, and whether they see it yet. */
export function PageList({ pages, tree }: { pages: readonly VenuePage[]; tree: SeasonTree }) {
  const { t, pick } = useI18n();
  const roundName = new Map(tree.campaigns.flatMap(({ rounds }) => rounds.map(({ id, name }) => [id, name] as const)));
  return (
    <section className={board.panel} aria-labelledby="pages">
      <div className={board.panelHead}>
        <h2 id="pages">{t('campaigns.prepare.pages', { count: pages.length })}</h2>
      </div>
      {pages.length === 0 ? (
        <p className={board.none}>{t('campaigns.prepare.no_pages')}</p>
      ) : (
        <ul className={classes.pages}>
          {pages.map((page) => (
            <li key={page.slug}>
              <div>
                <b>{pick(page.title)}</b>
                <small>
                  {roundName.get(page.round ?? '')} · {page.slug}
                </small>
              </div>
              {page.liveRevision === null ? (
                <Badge meaning="neutral">{t('campaigns.status.draft')}</Badge>
              ) : page.liveRevision === page.headRevision ? (
                <Badge meaning="good">{t('campaigns.status.published')}</Badge>
              ) : (
                <Badge meaning="info">{t('campaigns.prepare.page_changed')}</Badge>
              )}
              {page.liveRevision === null ? (
                <span />
              ) : (
                <a href={page.address} target="_blank" rel="noreferrer">
                  {t('campaigns.prepare.see_page')}
                </a>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
