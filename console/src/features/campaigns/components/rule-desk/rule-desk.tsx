import { Button, SegmentedControl, Tabs } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTenant } from '@/shared/api/tenant';
import { useAct } from '@/shared/api/use-act';
import { Badge } from '@/shared/badge/badge';
import { Refusal } from '@/shared/states/states';
import { oneOf, useUrlState } from '@/shared/url-state/url-state';
import { campaignKeys, type Gate, publishRule, type RuleState, type RuleTexts, saveRule } from '../../api';
import { useI18n } from '../../i18n';
import { Inherited } from './inherited';
import classes from './rule.module.css';
import { RuleEditor } from './rule-editor';
import { RuleTree } from './rule-tree';
import { gates, useRuleTexts } from './use-rule-texts';

const checks = { gate: oneOf('merchant', 'item', 'sku') };

/** The rule of a node as it is typed, in both languages, beside the tree that is executed. */
export function RuleDesk({ state, publishable }: { state: RuleState; publishable: boolean }) {
  const { t } = useI18n();
  const { slug } = useTenant();
  const [{ gate = 'item' }, setUrl] = useUrlState(checks) as [{ gate?: Gate }, (patch: { gate: string }) => void];
  const texts = useRuleTexts(state);
  const current = texts.of(gate);
  const save = useAct({
    act: (body: RuleTexts, key) => saveRule(slug, state.node, state.id, body, key),
    invalidates: campaignKeys.all(slug),
    onDone: () => notifications.show({ message: t('campaigns.rule.saved') }),
  });
  const publish = useAct({
    act: (revision: number, key) => publishRule(slug, state.node, state.id, revision, key),
    invalidates: campaignKeys.all(slug),
    onDone: () => notifications.show({ message: t('campaigns.rule.now_executed') }),
  });

  return (
    <Tabs value={gate} onChange={(next) => next && setUrl({ gate: next })} keepMounted={false}>
      <div className={classes.bar}>
        <Tabs.List>
          {gates.map((name) => (
            <Tabs.Tab key={name} value={name} rightSection={<GateMark state={texts.of(name)} />}>
              {t(`campaigns.rule.gate.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <div className={classes.barEnd}>
          <SegmentedControl
            size="xs"
            aria-label={t('campaigns.rule.typed_in')}
            value={texts.language}
            disabled={!texts.canSwitch}
            onChange={(next) => texts.switchTo(next === 'zh' ? 'zh' : 'en')}
            data={[
              { value: 'zh', label: t('campaigns.rule.type_zh') },
              { value: 'en', label: t('campaigns.rule.type_en') },
            ]}
          />
          <Button
            disabled={!texts.canSave}
            loading={save.isPending}
            onClick={() => save.mutate({ revision: state.revision, language: texts.language, ...texts.forSaving() })}
          >
            {t('campaigns.rule.save')}
          </Button>
          {publishable && state.draft !== null && (
            <Button disabled={texts.canSave} loading={publish.isPending} onClick={() => publish.mutate(state.revision)}>
              {t('campaigns.rule.publish_changes')}
            </Button>
          )}
        </div>
      </div>
      <Refusal error={save.error ?? publish.error} />
      <Inherited state={state} gate={gate} />
      <div className={classes.desk}>
        <RuleEditor
          key={gate}
          gate={gate}
          language={texts.language}
          text={current.text}
          error={current.error}
          view={current.view}
          onChange={(text) => texts.type(gate, text)}
        />
        <RuleTree
          key={`tree-${gate}`}
          written={current.text.trim() !== ''}
          view={current.view}
          stale={current.stale}
          onClause={(change) => texts.changeClause(gate, change)}
        />
      </div>
    </Tabs>
  );
}

function GateMark({ state }: { state: ReturnType<ReturnType<typeof useRuleTexts>['of']> }) {
  const { t } = useI18n();
  if (state.text.trim() === '') return null;
  if (state.error) return <Badge meaning="bad">{t('campaigns.rule.has_error')}</Badge>;
  return <span className={classes.clauseCount}>{state.view?.clauses.length ?? ''}</span>;
}
