import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { useTenant } from '@/shared/api/tenant';
import { type Gate, parseRule, type RuleLanguage, type RuleProblem, type RuleState, type RuleView } from '../../api';
import { useI18n } from '../../i18n';
import type { ClauseChange } from './rule-tree';

export const gates: readonly Gate[] = ['merchant', 'item', 'sku'];

const quietMs = 300;

interface GateState {
  text: string;
  /** What the server could not read; null when it could. */
  error: RuleProblem | null;
  /** The last text that could be read, as a tree. */
  view: RuleView | null;
  /** The tree is of an older text than the one typed. */
  stale: boolean;
}

/** The rule's texts while they are typed, one per gate, each read by the server a moment after the last key. */
export function useRuleTexts(state: RuleState) {
  const { slug } = useTenant();
  const reader = useI18n().language;
  const [language, setLanguage] = useState<RuleLanguage>(reader === 'zh-CN' ? 'zh' : 'en');
  const [stored] = useState(() => storedViews(state));
  const [texts, setTexts] = useState<Record<Gate, string>>(() => printed(stored, language));
  const [settled] = useDebouncedValue(texts, quietMs);
  const [first] = useState(texts);

  const checks = useQueries({
    queries: gates.map((gate) => ({
      queryKey: ['rule-parse', slug, language, settled[gate]],
      queryFn: () => parseRule(slug, { language, text: settled[gate] }),
      staleTime: Number.POSITIVE_INFINITY,
      placeholderData: keepPreviousData,
    })),
  });

  const of = (gate: Gate): GateState => {
    const text = texts[gate];
    const parsed = checks[gates.indexOf(gate)]?.data;
    const view = text.trim() === '' ? null : (parsed?.rule ?? null);
    return {
      text,
      error: parsed?.errors[0] ?? null,
      view,
      stale: text !== settled[gate] || checks[gates.indexOf(gate)]?.isPlaceholderData === true,
    };
  };

  const written = gates.filter((gate) => texts[gate].trim() !== '');
  const readable = written.every((gate) => of(gate).view !== null && !of(gate).stale);

  return {
    language,
    of,
    canSwitch: readable,
    canSave: readable && gates.some((gate) => texts[gate] !== first[gate]),
    type: (gate: Gate, text: string) => setTexts((before) => ({ ...before, [gate]: text })),
    /** The text in the other language is the server's print of the same tree. */
    switchTo: (next: RuleLanguage) => {
      setTexts((before) => ({
        ...before,
        ...printed(Object.fromEntries(written.map((gate) => [gate, of(gate).view])), next),
      }));
      setLanguage(next);
    },
    /** Moment and visibility are words of the text: the tree is changed, and the server writes the words. */
    changeClause: async (gate: Gate, change: ClauseChange) => {
      const { json } = await parseRule(slug, { language, text: texts[gate] });
      if (json === null) return;
      const { rule } = await parseRule(slug, { language, json: withClause(json, change) });
      if (rule) setTexts((before) => ({ ...before, ...printed({ [gate]: rule }, language, before) }));
    },
    forSaving: () => Object.fromEntries(written.map((gate) => [gate, texts[gate]])),
  };
}

type Views = Partial<Record<Gate, RuleView | null>>;

function storedViews(state: RuleState): Views {
  const kept = state.draft ?? state.published?.gates ?? [];
  return Object.fromEntries(kept.map(({ gate, rule }) => [gate, rule]));
}

function printed(views: Views, language: RuleLanguage, otherwise?: Record<Gate, string>): Record<Gate, string> {
  const text = (gate: Gate) =>
    (language === 'zh' ? views[gate]?.textZh : views[gate]?.textEn) ?? otherwise?.[gate] ?? '';
  return { merchant: text('merchant'), item: text('item'), sku: text('sku') };
}

/** The rule.v1 document with another moment or visibility of one clause. */
function withClause(json: string, { number, ...change }: ClauseChange): string {
  const rule = JSON.parse(json) as { clauses: { number: number }[] };
  return JSON.stringify({
    ...rule,
    clauses: rule.clauses.map((clause) => (clause.number === number ? { ...clause, ...change } : clause)),
  });
}
