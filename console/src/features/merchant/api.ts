import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answer, client } from '@/shared/api/client';
import type { components } from '@/shared/api/schema';

type Schemas = components['schemas'];
export type Opportunity = Schemas['ListOpportunitiesView'];
export type Check = Schemas['ListOpportunitiesCheckView'];
export type Candidate = Schemas['CandidateView'];
export type ProspectChange = Schemas['ProspectChange'];
export type ToDo = Schemas['ListToDosView'];
export type Sheet = Schemas['SheetView'];
export type Lock = Schemas['ListLocksView'];
export type Submission = Schemas['SubmissionRow'];
export type Person = Schemas['ShopPeoplePersonView'];
export type Right = Schemas['ShopRight'];
export type Agreement = Schemas['ShopAgreement'];
export type StatementRound = Schemas['ShopStatementRoundView'];

/** A plan for one item, as the form sends it. */
export interface Plan {
  item: string;
  skus: { sku: string; activityPriceMinor: number; activityStock: number; purchaseLimit?: number }[];
  services: string[];
  fundingShareBp: number;
}

export interface CandidateFilter {
  outcome?: string;
  q?: string;
}

const all = (tenant: string, shop: string) => ['merchant', tenant, shop] as const;

export const merchantKeys = { all };

/** Whatever is not below the shop's own address names the shop in a header: it is done for that shop. */
const forShop = (shop: string, key?: string) => ({
  'Marquee-Shop': shop,
  ...(key === undefined ? {} : { 'Idempotency-Key': key }),
});
const keyed = (key: string) => ({ 'Idempotency-Key': key });
const watchMs = 1_500;

export const shopNamesQuery = (tenant: string) =>
  queryOptions({
    queryKey: ['merchant', tenant, 'names'],
    queryFn: ({ signal }) =>
      answer(
        client.GET('/api/v1/t/{tenant}/catalog/merchants', {
          params: { path: { tenant }, query: { limit: 200 } },
          signal,
        }),
      ),
    staleTime: 300_000,
  });

export const opportunitiesQuery = (tenant: string, shop: string) =>
  queryOptions({
    queryKey: [...all(tenant, shop), 'opportunities'],
    queryFn: ({ signal }) =>
      answer(
        client.GET('/api/v1/t/{tenant}/shops/{shop}/opportunities', { params: { path: { tenant, shop } }, signal }),
      ),
    refetchInterval: ({ state }) => (state.data?.some(({ check }) => check?.running) ? watchMs : 30_000),
  });

export const todosQuery = (tenant: string, shop: string) =>
  queryOptions({
    queryKey: [...all(tenant, shop), 'todos'],
    queryFn: ({ signal }) =>
      answer(client.GET('/api/v1/t/{tenant}/shops/{shop}/todos', { params: { path: { tenant, shop } }, signal })),
    refetchInterval: 30_000,
  });

export const startCheck = (tenant: string, shop: string, round: string, key: string) =>
  answer(
    client.POST('/api/v1/t/{tenant}/shops/{shop}/rounds/{round}/check', {
      params: { path: { tenant, shop, round }, header: keyed(key) },
    }),
  );

/** `seen` names how far the check is that found them: another one is another answer. */
export const candidatesQuery = (
  tenant: string,
  shop: string,
  round: string,
  filter: CandidateFilter,
  cursor: string | undefined,
  seen: string,
) =>
  queryOptions({
    queryKey: [...all(tenant, shop), 'candidates', round, filter, cursor ?? '', seen],
    queryFn: ({ signal }) =>
      answer(
        client.GET('/api/v1/t/{tenant}/shops/{shop}/rounds/{round}/candidates', {
          params: { path: { tenant, shop, round }, query: { ...filter, cursor, limit: 50 } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

/** Asks without submitting; the same plan gives the same answer, so it is a query in all but its verb. */
export const tryPlan = (tenant: string, shop: string, round: string, plan: Plan) =>
  answer(
    client.POST('/api/v1/t/{tenant}/shops/{shop}/rounds/{round}/prospects', {
      params: { path: { tenant, shop, round }, header: keyed(crypto.randomUUID()) },
      body: { items: [plan] },
    }),
  );

export const submitPlan = (tenant: string, shop: string, round: string, plan: Plan, key: string) =>
  answer(
    client.POST('/api/v1/t/{tenant}/rounds/{round}/submissions', {
      params: { path: { tenant, round }, header: keyed(key) },
      headers: forShop(shop),
      body: { items: [plan] },
    }),
  );

export const sheetsQuery = (tenant: string, shop: string, round: string) =>
  queryOptions({
    queryKey: [...all(tenant, shop), 'sheets', round],
    queryFn: ({ signal }) =>
      answer(
        client.GET('/api/v1/t/{tenant}/shops/{shop}/sheets', {
          params: { path: { tenant, shop }, query: { round, limit: 10 } },
          signal,
        }),
      ),
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ status }) => status === 'queued' || status === 'running') ? watchMs : false,
  });

const base = (tenant: string, shop: string) =>
  `/api/v1/t/${encodeURIComponent(tenant)}/shops/${encodeURIComponent(shop)}`;

export const templateAddress = (tenant: string, shop: string, round: string, format: string, language: string) =>
  `${base(tenant, shop)}/rounds/${round}/template?format=${format}&language=${language}`;

export const resultAddress = (tenant: string, shop: string, sheet: string, rows: 'all' | 'fix', language: string) =>
  `${base(tenant, shop)}/sheets/${sheet}/result?rows=${rows}&language=${language}`;

export const statementAddress = (tenant: string, shop: string, format: string, language: string) =>
  `${base(tenant, shop)}/statement/file?format=${format}&language=${language}`;

/** The file goes as it is, streamed by the browser; the same file under the same key is taken once. */
export const uploadSheet = (tenant: string, shop: string, round: string, file: File, key: string) =>
  answer(
    client.POST('/api/v1/t/{tenant}/shops/{shop}/rounds/{round}/sheets', {
      params: { path: { tenant, shop, round }, header: keyed(key), query: { name: file.name } },
      headers: { 'Content-Type': 'application/octet-stream' },
      // The document cannot describe a streamed body; the host takes it as it comes.
      body: file as never,
      bodySerializer: (body: unknown) => body as BodyInit,
    }),
  );

export const submissionsQuery = (tenant: string, shop: string, status: string | undefined, cursor?: string) =>
  queryOptions({
    queryKey: [...all(tenant, shop), 'submissions', status ?? '', cursor ?? ''],
    queryFn: ({ signal }) =>
      answer(
        client.GET('/api/v1/t/{tenant}/submissions', {
          params: { path: { tenant }, query: { merchant: shop, status, cursor, limit: 50 } },
          headers: forShop(shop),
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

export const confirmSubmissions = (tenant: string, shop: string, submissions: string[], key: string) =>
  answer(
    client.POST('/api/v1/t/{tenant}/submissions/confirmations', {
      params: { path: { tenant }, header: keyed(key) },
      headers: forShop(shop),
      body: { submissions },
    }),
  );

export const locksQuery = (tenant: string, shop: string, cursor?: string) =>
  queryOptions({
    queryKey: [...all(tenant, shop), 'locks', cursor ?? ''],
    queryFn: ({ signal }) =>
      answer(
        client.GET('/api/v1/t/{tenant}/shops/{shop}/locks', {
          params: { path: { tenant, shop }, query: { cursor, limit: 50 } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

export const leaveRound = (tenant: string, shop: string, leave: { id: string; reason: string }, key: string) =>
  answer(
    client.POST('/api/v1/t/{tenant}/submissions/{id}/exit', {
      params: { path: { tenant, id: leave.id }, header: keyed(key) },
      headers: forShop(shop),
      body: { reason: leave.reason },
    }),
  );

export const statementQuery = (tenant: string, shop: string) =>
  queryOptions({
    queryKey: [...all(tenant, shop), 'statement'],
    queryFn: ({ signal }) =>
      answer(client.GET('/api/v1/t/{tenant}/shops/{shop}/statement', { params: { path: { tenant, shop } }, signal })),
  });

export const peopleQuery = (tenant: string, shop: string) =>
  queryOptions({
    queryKey: [...all(tenant, shop), 'people'],
    queryFn: ({ signal }) =>
      answer(client.GET('/api/v1/t/{tenant}/shops/{shop}/people', { params: { path: { tenant, shop } }, signal })),
  });

export const invite = (tenant: string, shop: string, body: { display: string; rights: Right[] }, key: string) =>
  answer(
    client.POST('/api/v1/t/{tenant}/shops/{shop}/invitations', {
      params: { path: { tenant, shop }, header: keyed(key) },
      body,
    }),
  );

export const letIn = (tenant: string, shop: string, provider: { name: string; rights: Right[] }, key: string) =>
  answer(
    client.PUT('/api/v1/t/{tenant}/shops/{shop}/providers/{name}', {
      params: { path: { tenant, shop, name: provider.name }, header: keyed(key) },
      body: { rights: provider.rights },
    }),
  );

export const limitPerson = (tenant: string, shop: string, person: { id: string; rights: Right[] }, key: string) =>
  answer(
    client.PUT('/api/v1/t/{tenant}/shops/{shop}/people/{id}', {
      params: { path: { tenant, shop, id: person.id }, header: keyed(key) },
      body: { rights: person.rights },
    }),
  );

export const withdrawPerson = (tenant: string, shop: string, id: string, key: string) =>
  answer(
    client.DELETE('/api/v1/t/{tenant}/shops/{shop}/people/{id}', {
      params: { path: { tenant, shop, id }, header: keyed(key) },
    }),
  );

export const agreementsQuery = (tenant: string, shop: string) =>
  queryOptions({
    queryKey: [...all(tenant, shop), 'agreements'],
    queryFn: ({ signal }) =>
      answer(client.GET('/api/v1/t/{tenant}/shops/{shop}/agreements', { params: { path: { tenant, shop } }, signal })),
  });

export const signAgreement = (tenant: string, shop: string, of: { code: string; version: number }, key: string) =>
  answer(
    client.POST('/api/v1/t/{tenant}/shops/{shop}/agreements/{code}/signature', {
      params: { path: { tenant, shop, code: of.code }, header: keyed(key) },
      body: { version: of.version },
    }),
  );
