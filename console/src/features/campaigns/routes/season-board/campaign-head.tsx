import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useTenant } from '@/shared/api/tenant';
import { useAct } from '@/shared/api/use-act';
import { Badge } from '@/shared/badge/badge';
import { Icon } from '@/shared/icons/icons';
import { Refusal } from '@/shared/states/states';
import { useTenantNavigate } from '@/shared/url-state/tenant-link';
import { type CampaignNode, campaignKeys, campaignTypesQuery, publishRule } from '../../api';
import { useI18n } from '../../i18n';
import { CampaignForm } from './campaign-form';
import classes from './round-overview.module.css';

/** A campaign with what can be done to it; a draft shows the way to its publication, the next step first. */
export function CampaignHead({ season, campaign }: { season: string; campaign: CampaignNode }) {
  const { t, pick } = useI18n();
  const { slug } = useTenant();
  const go = useTenantNavigate();
  const types = useQuery(campaignTypesQuery(slug));
  const publish = useAct({
    act: (revision: number, key) => publishRule(slug, 'campaign', campaign.id, revision, key),
    invalidates: campaignKeys.all(slug),
    onDone: () => notifications.show({ message: t('campaigns.campaign.published', { name: campaign.name }) }),
  });

  const [editing, form] = useDisclosure(false);
  const type = types.data?.find(({ name }) => name === campaign.type);
  const draft = campaign.status === 'draft';
  const steps = [
    { key: 'rule', done: campaign.rule.published || campaign.rule.draft, text: t('campaigns.way.rule') },
    { key: 'round', done: campaign.rounds.length > 0, text: t('campaigns.way.round') },
    { key: 'publish', done: !draft, text: t('campaigns.way.publish') },
  ];
  const next = steps.find(({ done }) => !done)?.key;
  const base = `seasons/${season}/campaigns/${campaign.id}`;
  return (
    <>
      <div className={classes.head}>
        <div className={classes.title}>
          <b>{campaign.name}</b>
          <span className={classes.muted}>{type ? pick(type.label) : campaign.type}</span>
          {draft ? (
            <Badge meaning="neutral">{t('campaigns.status.draft')}</Badge>
          ) : (
            <Badge meaning="good">{t('campaigns.status.published')}</Badge>
          )}
        </div>
        <div className={classes.actions}>
          <Button variant="default" onClick={form.open}>
            {t('campaigns.campaign.edit')}
          </Button>
          <Button
            variant={draft && next === 'rule' ? 'filled' : 'default'}
            leftSection={<Icon name="rule" />}
            onClick={() => go(`${base}/rule`)}
          >
            {t('campaigns.campaign.rule')}
          </Button>
          <Button
            variant={draft && next === 'round' ? 'filled' : 'default'}
            leftSection={<Icon name="plus" />}
            onClick={() => go(`${base}/new-round`)}
          >
            {t('campaigns.round.new')}
          </Button>
          {draft && (
            <Button
              variant={next === 'publish' ? 'filled' : 'default'}
              disabled={next !== 'publish'}
              loading={publish.isPending}
              onClick={() => publish.mutate(campaign.revision)}
            >
              {t('campaigns.campaign.publish')}
            </Button>
          )}
        </div>
      </div>
      {draft && (
        <ol className={classes.way} aria-label={t('campaigns.way.title')}>
          {steps.map((step, index) => (
            <li key={step.key} data-done={step.done || undefined} data-next={step.key === next || undefined}>
              <span className={classes.dot}>{step.done ? <Icon name="check" size={12} /> : index + 1}</span>
              {step.text}
            </li>
          ))}
        </ol>
      )}
      <Refusal error={publish.error} />
      <CampaignForm key={campaign.revision} season={season} campaign={campaign} opened={editing} onClose={form.close} />
    </>
  );
}
