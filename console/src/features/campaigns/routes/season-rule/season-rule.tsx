import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTenant } from '@/shared/api/tenant';
import { FailureState } from '@/shared/states/states';
import { seasonQuery } from '../../api';
import { RulePage } from '../../components/rule-desk/rule-page';
import { useI18n } from '../../i18n';

export function screen() {
  return <SeasonRule />;
}

/** What holds for all campaigns of the season. */
function SeasonRule() {
  const { t } = useI18n();
  const { slug } = useTenant();
  const { season = '' } = useParams({ strict: false }) as { season?: string };
  const tree = useQuery(seasonQuery(slug, season));
  if (tree.isError) return <FailureState error={tree.error} onRetry={() => void tree.refetch()} />;
  return (
    <RulePage
      node="season"
      id={season}
      publishable
      trail={[
        { label: t('campaigns.nav.seasons'), path: 'seasons' },
        { label: tree.data?.season.name ?? '…', path: `seasons/${season}` },
      ]}
    />
  );
}
