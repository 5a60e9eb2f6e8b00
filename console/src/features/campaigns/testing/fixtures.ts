import type {
  Board,
  BoardStep,
  CampaignNode,
  Judged,
  RuleState,
  RuleView,
  SeasonTree,
  SubmissionRow,
  SubmissionView,
} from '../api';
import { phases } from '../components/phases';

const cny = (minor: number) => ({ minor, currency: 'CNY' });

export const priceClause = {
  en: 'every SKU satisfies: activity price is at most lowest price in 30 days × 0.9',
  'zh-CN': '每个SKU均须满足：活动价不高于近30天最低价的0.9倍',
};

export const steps: BoardStep[] = phases.map((phase, index) => ({
  phase,
  state: index < 2 ? 'done' : index === 2 ? 'open' : 'waiting',
  opens: '2026-10-28T16:00:00Z',
  closes: '2026-11-03T16:00:00Z',
  count: [400, 5460, 3120, 0, 0, 0, 0, 0][index] ?? 0,
  of: index === 2 ? 5148 : null,
  waiting: index === 2 ? 2028 : 0,
  lastHour: index === 2 ? 412 : 0,
  stuck:
    index === 2
      ? {
          count: 37,
          since: '2026-10-30T19:00:00Z',
          reason: { en: 'waiting for review', 'zh-CN': '等待审核' },
          filter: 'in_review,first_approved',
        }
      : null,
  filter: index === 2 ? 'approved,scheduled' : null,
  allowed: index === 2 ? ['close'] : index === 3 ? ['open'] : [],
}));

export const board: Board = {
  asOf: '2026-11-01T02:00:00Z',
  id: 'r1',
  name: 'Opening wave',
  campaign: 'c1',
  campaignName: 'Flash sale',
  campaignStatus: 'published',
  season: 's1',
  phase: 'review',
  revision: 7,
  places: 400,
  filled: 0,
  steps,
  refused: { count: 312, top: [{ clause: 'campaign.sku.1', gate: 'sku', text: priceClause, count: 201 }] },
  recent: [{ at: '2026-10-31T17:00:00Z', by: 'lin', action: 'opened:review', reason: null, note: 'the team is here' }],
};

export const published: CampaignNode = {
  id: 'c1',
  name: 'Flash sale',
  type: 'flash_sale',
  status: 'published',
  revision: 4,
  rule: { published: true, sha256: 'aa', draft: false },
  rounds: [
    {
      id: 'r1',
      name: 'Opening wave',
      phase: 'review',
      nextPhase: 'schedule',
      nextAt: '2026-11-04T16:00:00Z',
      places: 400,
      filled: 0,
      submissions: 5460,
      refused: 312,
      stuck: 37,
      steps,
    },
  ],
};

export const draft: CampaignNode = {
  ...published,
  id: 'c2',
  name: 'Brand day',
  status: 'draft',
  revision: 2,
  rule: { published: false, sha256: null, draft: false },
  rounds: [],
};

export const season = (...campaigns: CampaignNode[]): SeasonTree => ({
  asOf: '2026-11-01T02:00:00Z',
  season: {
    id: 's1',
    name: 'Double 11 2026',
    opens: '2026-10-20T16:00:00Z',
    closes: '2026-12-20T16:00:00Z',
    revision: 1,
  },
  life: [],
  campaigns,
});

export const refused: SubmissionRow = {
  id: 'sub1',
  round: 'r1',
  status: 'refused',
  revision: 1,
  item: { id: 'item-4244733e06e7ecb4970a6e2683c13e61', title: 'bed linen 4244', category: 'bed', mainImage: null },
  merchant: { id: 'm7', name: 'Loja Azul' },
  outcome: 'fail',
  gates: { merchant: 'pass', item: 'pass', sku: 'fail' },
  reason: {
    en: 'activity price is 95.00 CNY, must be at most 90.00 CNY',
    'zh-CN': '活动价为 95.00 元，须不高于 90.00 元',
  },
  reasons: 1,
  skus: 1,
  price: cny(9500),
  dailyPrice: null,
  stock: 20,
  approvals: 0,
  approvalsNeeded: 2,
  firstReviewer: null,
  slot: null,
  exitRequested: false,
  submittedAt: '2026-10-30T10:00:00Z',
  waitingSince: '2026-10-30T10:00:00Z',
  allowed: ['submit'],
  masked: [],
};

export const waiting: SubmissionRow = {
  ...refused,
  id: 'sub2',
  status: 'first_approved',
  item: { ...refused.item, id: 'item-2', title: 'watch 0002' },
  outcome: 'pass',
  gates: { merchant: 'pass', item: 'pass', sku: 'pass' },
  reason: null,
  reasons: 0,
  approvals: 1,
  allowed: ['approve', 'reject'],
};

export const why: Judged = {
  clause: 'campaign.sku.1',
  gate: 'sku',
  node: 'campaign',
  path: '1.1',
  sku: 'sku-1',
  outcome: 'fail',
  cause: 'value',
  text: priceClause,
  reason: {
    en: 'activity price is 95.00 CNY, must be at most 90.00 CNY',
    'zh-CN': '活动价为 95.00 元，须不高于 90.00 元',
  },
  field: 'sku.activity_price',
  observed: { en: '95.00 CNY', 'zh-CN': '95.00 元' },
  needed: { en: 'at most 90.00 CNY', 'zh-CN': '不高于 90.00 元' },
  neededScaled: 9000,
  source: 'catalog',
  asOf: '2026-10-30T09:00:00Z',
  moment: 'lock',
  visibility: 'public',
};

export const refusedView: SubmissionView = {
  submission: refused,
  skuPlans: [{ sku: 'sku-1', activityPrice: cny(9500), activityStock: 20, purchaseLimit: 2 }],
  wishedSlots: [],
  services: [],
  fundingShareBp: 0,
  judgedAt: '2026-10-30T10:00:00Z',
  rules: ['aa'],
  reasons: [why],
  placedWhy: null,
  score: null,
  history: [{ at: '2026-10-30T10:00:00Z', by: 'Loja Azul', action: 'refused', reason: null, note: null }],
};

export const salesRule: RuleView = {
  root: 'item',
  textZh: '适用于每个商品：\n（1）以报名时为准：近30天销量不低于10件。',
  textEn: 'Applies to each item:\n(1) as of submission: sales in 30 days is at least 10 pieces.',
  clauses: [
    {
      number: 1,
      moment: 'frozen',
      visibility: 'public',
      textZh: '（1）以报名时为准：近30天销量不低于10件。',
      textEn: '(1) as of submission: sales in 30 days is at least 10 pieces.',
      expr: {
        path: '1',
        kind: 'compare',
        field: 'item.sales_30d',
        op: 'ge',
        textZh: '近30天销量不低于10件',
        textEn: 'sales in 30 days is at least 10 pieces',
        items: [],
      },
    },
  ],
};

export const noRule: RuleState = {
  node: 'campaign',
  id: 'c1',
  name: 'Flash sale',
  revision: 3,
  draft: null,
  published: null,
  inherited: [],
};
