import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answer, client } from '@/shared/api/client';
import type { components } from '@/shared/api/schema';

type Schemas = components['schemas'];
export type SeasonRow = Schemas['SeasonsView'];
export type SeasonTree = Schemas['SeasonBoardView'];
export type CampaignNode = Schemas['SeasonBoardCampaignView'];
export type RoundRow = Schemas['SeasonBoardRoundView'];
export type Board = Schemas['RoundBoardView'];
export type BoardStep = Schemas['StepView'];
export type Phase = BoardStep['phase'];
export type Judged = Schemas['Why'];
export type SubmissionRow = Schemas['SubmissionRow'];
export type SubmissionSummary = Schemas['ListSubmissionsSummary'];
export type SubmissionView = Schemas['ShowSubmissionView'];
export type RuleView = Schemas['RuleView'];
export type ClauseView = Schemas['ClauseView'];
export type NodeView = Schemas['NodeView'];
export type RuleProblem = Schemas['RuleWorkbenchProblem'];
export type RuleState = Schemas['RuleDocumentsView'];
export type Gate = Judged['gate'];

/** What the grid can be narrowed by: exactly the query of the list. */
export interface SubmissionFilter {
  status?: string;
  gate?: string;
  outcome?: string;
  merchant?: string;
  clause?: string;
  q?: string;
}

const all = (tenant: string) => ['campaigns', tenant] as const;
const keyHeader = (key: string) => ({ 'Idempotency-Key': key });

export const campaignKeys = { all };

export const seasonsQuery = (tenant: string, cursor?: string) =>
  queryOptions({
    queryKey: [...all(tenant), 'seasons', cursor ?? ''],
    queryFn: ({ signal }) =>
      answer(
        client.GET('/api/v1/t/{tenant}/seasons', {
          params: { path: { tenant }, query: { cursor, limit: 50 } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

export const seasonQuery = (tenant: string, id: string) =>
  queryOptions({
    queryKey: [...all(tenant), 'season', id],
    queryFn: ({ signal }) =>
      answer(client.GET('/api/v1/t/{tenant}/seasons/{season}', { params: { path: { tenant, season: id } }, signal })),
    refetchInterval: 15_000,
  });

export const boardQuery = (tenant: string, round: string) =>
  queryOptions({
    queryKey: [...all(tenant), 'board', round],
    queryFn: ({ signal }) =>
      answer(client.GET('/api/v1/t/{tenant}/rounds/{round}/board', { params: { path: { tenant, round } }, signal })),
    refetchInterval: 5_000,
    placeholderData: keepPreviousData,
  });

export const campaignTypesQuery = (tenant: string) =>
  queryOptions({
    queryKey: [...all(tenant), 'types'],
    queryFn: ({ signal }) =>
      answer(client.GET('/api/v1/t/{tenant}/campaign-types', { params: { path: { tenant } }, signal })),
    staleTime: 300_000,
  });

export const mechanicKindsQuery = (tenant: string) =>
  queryOptions({
    queryKey: [...all(tenant), 'mechanics'],
    queryFn: ({ signal }) =>
      answer(client.GET('/api/v1/t/{tenant}/mechanics', { params: { path: { tenant } }, signal })),
    staleTime: 300_000,
  });

export const createSeason = (tenant: string, body: { name: string; opens: string; closes: string }, key: string) =>
  answer(client.POST('/api/v1/t/{tenant}/seasons', { params: { path: { tenant }, header: keyHeader(key) }, body }));

export const createCampaign = (tenant: string, season: string, body: { name: string; type: string }, key: string) =>
  answer(
    client.POST('/api/v1/t/{tenant}/seasons/{season}/campaigns', {
      params: { path: { tenant, season }, header: keyHeader(key) },
      body,
    }),
  );

export interface NewRound {
  name: string;
  phases: { phase: Phase; opens: string; closes: string }[];
  slots: { name: string; capacity: number; quotas: { category: string; atMost: number }[] }[];
  mechanics: { kind: string; spec: Record<string, unknown> }[];
}

export const createRound = (tenant: string, campaign: string, body: NewRound, key: string) =>
  answer(
    client.POST('/api/v1/t/{tenant}/campaigns/{campaign}/rounds', {
      params: { path: { tenant, campaign }, header: keyHeader(key) },
      body,
    }),
  );

export const publishCampaign = (tenant: string, campaign: string, revision: number, key: string) =>
  answer(
    client.POST('/api/v1/t/{tenant}/campaigns/{id}/publication', {
      params: { path: { tenant, id: campaign }, header: keyHeader(key) },
      body: { revision },
    }),
  );

export const movePhase = (
  tenant: string,
  move: { round: string; phase: Phase; act: 'open' | 'close'; reason: string },
  key: string,
) =>
  answer(
    client.POST('/api/v1/t/{tenant}/rounds/{round}/phase', {
      params: { path: { tenant, round: move.round }, header: keyHeader(key) },
      body: { [move.act]: move.phase, reason: move.reason },
    }),
  );

export const ruleQuery = (tenant: string, campaign: string) =>
  queryOptions({
    queryKey: [...all(tenant), 'rule', campaign],
    queryFn: ({ signal }) =>
      answer(
        client.GET('/api/v1/t/{tenant}/campaigns/{id}/rule', { params: { path: { tenant, id: campaign } }, signal }),
      ),
    staleTime: 0,
  });

/** The SKU gate looks at an item's SKUs through quantifiers, so its rule is about items too. */
export const ruleFieldsQuery = (tenant: string, gate: Gate) =>
  queryOptions({
    queryKey: [...all(tenant), 'rule-fields', gate],
    queryFn: ({ signal }) =>
      answer(
        client.GET('/api/v1/t/{tenant}/rules/fields', {
          params: { path: { tenant }, query: { entity: gate === 'merchant' ? 'merchant' : 'item' } },
          signal,
        }),
      ),
    staleTime: 300_000,
  });

export type RuleLanguage = 'zh' | 'en';

export type RuleSource = { language: RuleLanguage; text: string } | { language: RuleLanguage; json: string };

/** Reads a rule without keeping it. The same text gives the same answer, so it is a query in all but its verb. */
export const parseRule = (tenant: string, body: RuleSource) =>
  answer(
    client.POST('/api/v1/t/{tenant}/rules/parse', {
      params: { path: { tenant }, header: keyHeader(crypto.randomUUID()) },
      body,
    }),
  );

export type RuleTexts = { revision: number; language: RuleLanguage } & Partial<Record<Gate, string>>;

export const saveRule = (tenant: string, campaign: string, body: RuleTexts, key: string) =>
  answer(
    client.PUT('/api/v1/t/{tenant}/campaigns/{id}/rule', {
      params: { path: { tenant, id: campaign }, header: keyHeader(key) },
      body,
    }),
  );

export const submissionsQuery = (tenant: string, round: string, filter: SubmissionFilter, cursor?: string) =>
  queryOptions({
    queryKey: [...all(tenant), 'submissions', round, filter, cursor ?? ''],
    queryFn: ({ signal }) =>
      answer(
        client.GET('/api/v1/t/{tenant}/submissions', {
          params: { path: { tenant }, query: { round, ...filter, cursor, limit: 50 } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

export const submissionSummaryQuery = (tenant: string, round: string, filter: SubmissionFilter) =>
  queryOptions({
    queryKey: [...all(tenant), 'submission-summary', round, filter],
    queryFn: ({ signal }) =>
      answer(
        client.GET('/api/v1/t/{tenant}/submissions/summary', {
          params: { path: { tenant }, query: { round, ...filter } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

export const submissionQuery = (tenant: string, id: string) =>
  queryOptions({
    queryKey: [...all(tenant), 'submission', id],
    queryFn: ({ signal }) =>
      answer(client.GET('/api/v1/t/{tenant}/submissions/{id}', { params: { path: { tenant, id } }, signal })),
  });

export interface Decision {
  decision: 'approve' | 'reject';
  submissions: string[];
  note: string | null;
}

export const decideSubmissions = (tenant: string, body: Decision, key: string) =>
  answer(
    client.POST('/api/v1/t/{tenant}/submissions/decisions', {
      params: { path: { tenant }, header: keyHeader(key) },
      body,
    }),
  );
