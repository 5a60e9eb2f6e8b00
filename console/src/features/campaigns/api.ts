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
export type RoundView = Schemas['RoundPage'];
export type RoundSettings = Schemas['EditRoundBody'];
export type RuleNode = RuleState['node'];
export type Readiness = Schemas['ReleaseSeasonCheckView'];
export type ReadinessItem = Schemas['ReadinessItem'];
export type VenuePage = Schemas['ReadPagesPageView'];
export type InboxRow = Schemas['InboxRow'];
export type Sales = Schemas['ReadSalesView'];
export type RoundStock = Schemas['StockBoardView'];
export type BenefitRow = Schemas['BenefitView'];
export type InboxSummary = Schemas['InboxSummary'];

/** What the inbox can be narrowed by. */
export interface InboxFilter {
  round?: string;
  step?: string;
  q?: string;
}

/** What the grid can be narrowed by: exactly the query of the list. */
export interface SubmissionFilter {
  status?: string;
  gate?: string;
  outcome?: string;
  merchant?: string;
  clause?: string;
  q?: string;
}

/** As many as are decided at once: what a person can still answer for. */
const bulkRows = 200;

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

interface Dates {
  name: string;
  opens: string;
  closes: string;
}

export const cloneSeason = (tenant: string, season: string, body: Dates, key: string) =>
  answer(
    client.POST('/api/v1/t/{tenant}/seasons/{season}/clone', {
      params: { path: { tenant, season }, header: keyHeader(key) },
      body,
    }),
  );

export const readinessQuery = (tenant: string, season: string) =>
  queryOptions({
    queryKey: [...all(tenant), 'readiness', season],
    queryFn: ({ signal }) =>
      answer(
        client.GET('/api/v1/t/{tenant}/seasons/{season}/readiness', { params: { path: { tenant, season } }, signal }),
      ),
  });

/** The pages follow a clone within seconds: whoever has just cloned sees them come. */
export const venuesQuery = (tenant: string) =>
  queryOptions({
    queryKey: [...all(tenant), 'venues'],
    queryFn: ({ signal }) => answer(client.GET('/api/v1/t/{tenant}/venues', { params: { path: { tenant } }, signal })),
    refetchInterval: 3_000,
  });

/** Everything of a season at once: campaigns and rules in one transaction, then each page that has a newer revision. */
export async function publishSeason(
  tenant: string,
  season: string,
  { pages, release }: { pages: readonly VenuePage[]; release: boolean },
  key: string,
) {
  if (release) {
    await answer(
      client.POST('/api/v1/t/{tenant}/seasons/{season}/release', {
        params: { path: { tenant, season }, header: keyHeader(key) },
      }),
    );
  }
  for (const page of pages) {
    await answer(
      client.POST('/api/v1/t/{tenant}/venues/{slug}/publication', {
        params: { path: { tenant, slug: page.slug }, header: keyHeader(`${key}/${page.slug}`) },
        body: { revision: page.headRevision },
      }),
    );
  }
  return { pages: pages.length };
}

export const templatesQuery = (tenant: string) =>
  queryOptions({
    queryKey: [...all(tenant), 'templates'],
    queryFn: ({ signal }) =>
      answer(client.GET('/api/v1/t/{tenant}/templates', { params: { path: { tenant } }, signal })),
  });

export const saveTemplate = (tenant: string, body: { name: string; season?: string; campaign?: string }, key: string) =>
  answer(client.POST('/api/v1/t/{tenant}/templates', { params: { path: { tenant }, header: keyHeader(key) }, body }));

export const startFromTemplate = (
  tenant: string,
  id: string,
  body: { name: string; opens: string; closes?: string; season?: string },
  key: string,
) =>
  answer(
    client.POST('/api/v1/t/{tenant}/templates/{id}/start', {
      params: { path: { tenant, id }, header: keyHeader(key) },
      body,
    }),
  );

export const inboxQuery = (tenant: string, filter: InboxFilter, cursor?: string) =>
  queryOptions({
    queryKey: [...all(tenant), 'inbox', filter, cursor ?? ''],
    queryFn: ({ signal }) =>
      answer(
        client.GET('/api/v1/t/{tenant}/inbox', {
          params: { path: { tenant }, query: { ...filter, cursor, limit: bulkRows } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

export const inboxSummaryQuery = (tenant: string, filter: InboxFilter) =>
  queryOptions({
    queryKey: [...all(tenant), 'inbox-summary', filter],
    queryFn: ({ signal }) =>
      answer(client.GET('/api/v1/t/{tenant}/inbox/summary', { params: { path: { tenant }, query: filter }, signal })),
    refetchInterval: 30_000,
  });

/** Fresh enough for a wall, and the last answer stays until the next is there: nothing flashes. */
const watched = { refetchInterval: 10_000, placeholderData: keepPreviousData } as const;

export const roundSalesQuery = (tenant: string, round: string, from: string | undefined) =>
  queryOptions({
    queryKey: [...all(tenant), 'sales', round, from ?? ''],
    queryFn: ({ signal }) =>
      answer(
        client.GET('/api/v1/t/{tenant}/rounds/{round}/sales', {
          params: { path: { tenant, round }, query: { from } },
          signal,
        }),
      ),
    ...watched,
  });

export const roundStockQuery = (tenant: string, round: string) =>
  queryOptions({
    queryKey: [...all(tenant), 'stock', round],
    queryFn: ({ signal }) =>
      answer(client.GET('/api/v1/t/{tenant}/rounds/{round}/stock', { params: { path: { tenant, round } }, signal })),
    ...watched,
  });

export const roundBenefitsQuery = (tenant: string, round: string) =>
  queryOptions({
    queryKey: [...all(tenant), 'benefits', round],
    queryFn: ({ signal }) =>
      answer(
        client.GET('/api/v1/t/{tenant}/benefits', {
          params: { path: { tenant }, query: { round, limit: 50 } },
          signal,
        }),
      ),
    ...watched,
  });

export const roundQuery = (tenant: string, round: string) =>
  queryOptions({
    queryKey: [...all(tenant), 'round', round],
    queryFn: ({ signal }) =>
      answer(client.GET('/api/v1/t/{tenant}/rounds/{round}', { params: { path: { tenant, round } }, signal })),
  });

export const editRound = (tenant: string, round: string, body: RoundSettings, key: string) =>
  answer(
    client.PUT('/api/v1/t/{tenant}/rounds/{round}', {
      params: { path: { tenant, round }, header: keyHeader(key) },
      body,
    }),
  );

export const editSeason = (
  tenant: string,
  season: string,
  body: { revision: number; name: string; opens: string; closes: string },
  key: string,
) =>
  answer(
    client.PUT('/api/v1/t/{tenant}/seasons/{season}', {
      params: { path: { tenant, season }, header: keyHeader(key) },
      body,
    }),
  );

export const editCampaign = (
  tenant: string,
  campaign: string,
  body: { revision: number; name: string; type: string },
  key: string,
) =>
  answer(
    client.PUT('/api/v1/t/{tenant}/campaigns/{campaign}', {
      params: { path: { tenant, campaign }, header: keyHeader(key) },
      body,
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

/** Rules stand on seasons, campaigns and rounds alike; only the address differs. */
const ruleOf = {
  season: {
    read: (path: { tenant: string; id: string }, signal: AbortSignal) =>
      client.GET('/api/v1/t/{tenant}/seasons/{id}/rule', { params: { path }, signal }),
    save: (path: { tenant: string; id: string }, body: RuleTexts, key: string) =>
      client.PUT('/api/v1/t/{tenant}/seasons/{id}/rule', { params: { path, header: keyHeader(key) }, body }),
    publish: (path: { tenant: string; id: string }, revision: number, key: string) =>
      client.POST('/api/v1/t/{tenant}/seasons/{id}/publication', {
        params: { path, header: keyHeader(key) },
        body: { revision },
      }),
  },
  campaign: {
    read: (path: { tenant: string; id: string }, signal: AbortSignal) =>
      client.GET('/api/v1/t/{tenant}/campaigns/{id}/rule', { params: { path }, signal }),
    save: (path: { tenant: string; id: string }, body: RuleTexts, key: string) =>
      client.PUT('/api/v1/t/{tenant}/campaigns/{id}/rule', { params: { path, header: keyHeader(key) }, body }),
    publish: (path: { tenant: string; id: string }, revision: number, key: string) =>
      client.POST('/api/v1/t/{tenant}/campaigns/{id}/publication', {
        params: { path, header: keyHeader(key) },
        body: { revision },
      }),
  },
  round: {
    read: (path: { tenant: string; id: string }, signal: AbortSignal) =>
      client.GET('/api/v1/t/{tenant}/rounds/{id}/rule', { params: { path }, signal }),
    save: (path: { tenant: string; id: string }, body: RuleTexts, key: string) =>
      client.PUT('/api/v1/t/{tenant}/rounds/{id}/rule', { params: { path, header: keyHeader(key) }, body }),
    publish: (path: { tenant: string; id: string }, revision: number, key: string) =>
      client.POST('/api/v1/t/{tenant}/rounds/{id}/publication', {
        params: { path, header: keyHeader(key) },
        body: { revision },
      }),
  },
} as const;

export const ruleQuery = (tenant: string, node: RuleNode, id: string) =>
  queryOptions({
    queryKey: [...all(tenant), 'rule', node, id],
    queryFn: ({ signal }) => answer(ruleOf[node].read({ tenant, id }, signal)),
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

export const saveRule = (tenant: string, node: RuleNode, id: string, body: RuleTexts, key: string) =>
  answer(ruleOf[node].save({ tenant, id }, body, key));

/** Makes the written rule of a node the one in force; a campaign is opened for enrollment with it. */
export const publishRule = (tenant: string, node: RuleNode, id: string, revision: number, key: string) =>
  answer(ruleOf[node].publish({ tenant, id }, revision, key));

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
