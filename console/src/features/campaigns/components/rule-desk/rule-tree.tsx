import { Select } from '@mantine/core';
import { useState } from 'react';
import type { ClauseView, NodeView, RuleView } from '../../api';
import { useI18n } from '../../i18n';
import classes from './rule.module.css';

export interface ClauseChange {
  number: number;
  moment?: ClauseView['moment'];
  visibility?: ClauseView['visibility'];
}

const moments: ClauseView['moment'][] = ['frozen', 'lock', 'continuous'];
const visibilities: ClauseView['visibility'][] = ['public', 'merchant', 'internal'];

interface Props {
  view: RuleView | null;
  /** Whether anything is written at all. */
  written: boolean;
  stale: boolean;
  onClause: (change: ClauseChange) => void;
}

/** The tree that is executed, clause by clause, with both languages beside every clause. */
export function RuleTree({ view, written, stale, onClause }: Props) {
  const { t } = useI18n();
  // While the text cannot be read, the last tree that could be stays in place, paler.
  const [last, setLast] = useState(view);
  if (view !== null && view !== last) setLast(view);
  const shown = written ? (view ?? last) : null;
  return (
    <section
      className={classes.panel}
      aria-label={t('campaigns.rule.tree')}
      data-stale={stale || shown !== view || undefined}
    >
      <h2 className={classes.label}>{t('campaigns.rule.tree')}</h2>
      {shown === null ? (
        <p className={classes.begin}>{t(written ? 'campaigns.rule.nothing_yet' : 'campaigns.rule.tree_empty')}</p>
      ) : (
        <ol className={classes.clauses}>
          {shown.clauses.map((clause) => (
            <Clause key={clause.number} clause={clause} onChange={onClause} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Clause({ clause, onChange }: { clause: ClauseView; onChange: (change: ClauseChange) => void }) {
  const { t } = useI18n();
  const { number } = clause;
  return (
    <li className={classes.clause}>
      <div className={classes.clauseHead}>
        <span className={classes.number}>{number}</span>
        <Select
          size="xs"
          w={200}
          aria-label={t('campaigns.rule.moment_of', { number })}
          allowDeselect={false}
          value={clause.moment}
          data={moments.map((moment) => ({ value: moment, label: t(`campaigns.rule.moment.${moment}`) }))}
          onChange={(moment) => moment && onChange({ number, moment: moment as ClauseView['moment'] })}
        />
        <Select
          size="xs"
          w={144}
          aria-label={t('campaigns.rule.visibility_of', { number })}
          allowDeselect={false}
          value={clause.visibility}
          data={visibilities.map((visibility) => ({ value: visibility, label: t(`visibility.${visibility}`) }))}
          onChange={(visibility) =>
            visibility && onChange({ number, visibility: visibility as ClauseView['visibility'] })
          }
        />
      </div>
      {clause.expr && (
        <ul className={classes.tree}>
          <Node node={clause.expr} />
        </ul>
      )}
    </li>
  );
}

const groups = ['all', 'any', 'none'];

function Node({ node }: { node: NodeView }) {
  const { t } = useI18n();
  const isGroup = groups.includes(node.kind) || node.kind === 'over_skus';
  return (
    <li className={classes.node} data-group={isGroup || undefined}>
      {isGroup ? (
        <span className={classes.group}>
          {node.kind === 'over_skus'
            ? t(`campaigns.rule.over.${quantifier(node.op)}`)
            : t(`campaigns.rule.group.${node.kind as 'all' | 'any' | 'none'}`)}
        </span>
      ) : (
        <span className={classes.leaf}>
          <span lang="zh-CN">{node.textZh}</span>
          <span lang="en">{node.textEn}</span>
        </span>
      )}
      {node.items.length > 0 && (
        <ul className={classes.tree}>
          {node.items.map((item) => (
            <Node key={item.path} node={item} />
          ))}
        </ul>
      )}
    </li>
  );
}

function quantifier(op: string | null): 'all' | 'any' | 'main' | 'lowest' {
  return op === 'any' || op === 'main' || op === 'lowest' ? op : 'all';
}
