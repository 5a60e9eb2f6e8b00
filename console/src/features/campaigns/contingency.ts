import { queryOptions } from '@tanstack/react-query';
import { answer, client } from '@/shared/api/client';
import type { components } from '@/shared/api/schema';

type Schemas = components['schemas'];
export type Plan = Schemas['ContingencyPlan'];
export type PlanRun = Schemas['ContingencyRun'];
export type PlanStep = Schemas['ContingencyStep'];
export type StepKind = Schemas['KeepPlansActionView'];
export type PlanBody = Schemas['KeepPlansBody'];

const all = (tenant: string) => ['contingency', tenant] as const;
const keyHeader = (key: string) => ({ 'Idempotency-Key': key });
const path = '/api/v1/t/{tenant}/contingency-plans';

export const planKeys = { all };

export const plansQuery = (tenant: string) =>
  queryOptions({
    queryKey: [...all(tenant), 'plans'],
    queryFn: ({ signal }) => answer(client.GET(path, { params: { path: { tenant } }, signal })),
  });

const movingMs = 500;
const watchMs = 15_000;
const isMoving = ({ state }: PlanRun) => state === 'starting' || state === 'reverting';

/** Those that are on first. Read often while steps are being taken or put back, now and then otherwise. */
export const runsQuery = (tenant: string) =>
  queryOptions({
    queryKey: [...all(tenant), 'runs'],
    queryFn: ({ signal }) =>
      answer(client.GET('/api/v1/t/{tenant}/contingency-runs', { params: { path: { tenant } }, signal })),
    refetchInterval: ({ state }) => (state.data?.some(isMoving) ? movingMs : watchMs),
  });

/** What is on now, of the plan. */
export const runOf = (runs: PlanRun[] | undefined, plan: string) =>
  runs?.find((run) => run.plan === plan && run.state !== 'off');

export const isRehearsed = (plan: Plan) =>
  plan.rehearsedRevision === plan.revision && (plan.rehearsal ?? []).every(({ refusal }) => refusal === null);

export const makePlan = (tenant: string, body: PlanBody, key: string) =>
  answer(client.POST(path, { params: { path: { tenant }, header: keyHeader(key) }, body }));

export const editPlan = (tenant: string, plan: string, body: PlanBody, key: string) =>
  answer(client.PUT(`${path}/{plan}`, { params: { path: { tenant, plan }, header: keyHeader(key) }, body }));

export const removePlan = (tenant: string, plan: string, key: string) =>
  answer(client.DELETE(`${path}/{plan}`, { params: { path: { tenant, plan }, header: keyHeader(key) } }));

export const rehearsePlan = (tenant: string, plan: string, key: string) =>
  answer(client.POST(`${path}/{plan}/rehearsal`, { params: { path: { tenant, plan }, header: keyHeader(key) } }));

export const startPlan = (tenant: string, plan: string, reason: string, key: string) =>
  answer(
    client.POST(`${path}/{plan}/start`, {
      params: { path: { tenant, plan }, header: keyHeader(key) },
      body: { reason },
    }),
  );

export const revertRun = (tenant: string, run: string, reason: string, key: string) =>
  answer(
    client.POST('/api/v1/t/{tenant}/contingency-runs/{run}/reversal', {
      params: { path: { tenant, run }, header: keyHeader(key) },
      body: { reason },
    }),
  );
