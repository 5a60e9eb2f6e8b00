import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTenant } from '@/shared/api/tenant';
import { Page } from '@/shared/page/page';
import { FailureState } from '@/shared/states/states';
import { type RuleNode, ruleQuery } from '../../api';
import { useI18n } from '../../i18n';
import { PublishedMark } from './published-mark';
import { RuleDesk } from './rule-desk';

interface Props {
  node: RuleNode;
  id: string;
  trail: { label: string; path: string; search?: Record<string, string> }[];
  /** A first publication of a campaign belongs to the whole campaign and stands on the board. */
  publishable: boolean;
}

/** Who may take part? The page of a node's rule. */
export function RulePage({ node, id, trail, publishable }: Props) {
  const { t } = useI18n();
  const { slug } = useTenant();
  const rule = useQuery(ruleQuery(slug, node, id));
  return (
    <Page
      title={t('campaigns.rule.title', { name: rule.data?.name ?? '…' })}
      aside={rule.data && <PublishedMark state={rule.data} />}
      trail={trail}
    >
      {rule.isError ? <FailureState error={rule.error} onRetry={() => void rule.refetch()} /> : null}
      {rule.isPending && <Skeleton height={480} radius={6} />}
      {rule.data && <RuleDesk key={rule.data.revision} state={rule.data} publishable={publishable} />}
    </Page>
  );
}
