import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTenant } from '@/shared/api/tenant';
import { FailureState } from '@/shared/states/states';
import { roundQuery } from '../../api';
import { RulePage } from '../../components/rule-desk/rule-page';
import { useI18n } from '../../i18n';

export function screen() {
  return <RoundRule />;
}

/** What this round asks beyond its campaign. */
function RoundRule() {
  const { t } = useI18n();
  const { slug } = useTenant();
  const { round: id = '' } = useParams({ strict: false }) as { round?: string };
  const round = useQuery(roundQuery(slug, id));
  if (round.isError) return <FailureState error={round.error} onRetry={() => void round.refetch()} />;
  const season = round.data?.round.seasonId;
  return (
    <RulePage
      node="round"
      id={id}
      publishable
      trail={[
        { label: t('campaigns.nav.seasons'), path: 'seasons' },
        ...(season === undefined
          ? []
          : [{ label: round.data?.round.campaignName ?? '…', path: `seasons/${season}`, search: { round: id } }]),
      ]}
    />
  );
}
