import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTenant } from '@/shared/api/tenant';
import { FailureState } from '@/shared/states/states';
import { seasonQuery } from '../../api';
import { RulePage } from '../../components/rule-desk/rule-page';
import { useI18n } from '../../i18n';

export function screen() {
  return <CampaignRule />;
}

function CampaignRule() {
  const { t } = useI18n();
  const { slug } = useTenant();
  const { season = '', campaign = '' } = useParams({ strict: false }) as { season?: string; campaign?: string };
  const tree = useQuery(seasonQuery(slug, season));
  const node = tree.data?.campaigns.find(({ id }) => id === campaign);
  if (tree.isError) return <FailureState error={tree.error} onRetry={() => void tree.refetch()} />;
  return (
    <RulePage
      node="campaign"
      id={campaign}
      publishable={node?.status === 'published'}
      trail={[
        { label: t('campaigns.nav.seasons'), path: 'seasons' },
        { label: tree.data?.season.name ?? '…', path: `seasons/${season}` },
      ]}
    />
  );
}
