import { randomUUID } from 'node:crypto';

export const tenant = 'stories';

/** The refused item that a story looks for. */
export const refusedItem = {
  id: 'kettle-1',
  title: 'Copper kettle 1.2 l',
  merchant: 'North Kitchen',
  merchantId: 'm-north',
};

/** Each language works through items of its own, so that one story finds nothing the other has done. */
export const itemsOf = (language: string) => {
  const id = language.toLowerCase();
  return {
    toSubmit: { id: `wok-${id}`, title: `Wok with a lid (${language})` },
    forProvider: { id: `sieve-${id}`, title: `Fine sieve (${language})` },
    toReview: { id: `tray-${id}`, title: `Oven tray (${language})` },
    toTakeDown: { id: `mug-${id}`, title: `Enamel mug (${language})` },
  };
};

/** Who works at the market and at its shop; what they sign in with is nobody's secret. */
export const people = {
  password: 'kettles-pans-and-7-lids',
  manager: 'story-manager',
  approver: 'story-approver',
  operator: 'story-operator',
  auditor: 'story-auditor',
  owner: 'story-owner',
  provider: (language: string) => `story-provider-${language.toLowerCase()}`,
};

const languages = ['zh-CN', 'en'];

async function seedPeople(api: Call): Promise<void> {
  const of = (name: string, role: string, bounds: { categories?: string[]; merchants?: string[] } = {}) =>
    api('POST', '/api/v1/principals', {
      name,
      display: name,
      password: people.password,
      grants: [{ role, tenant, ...bounds }],
    });
  await of(people.manager, 'category_manager', { categories: ['kitchen'] });
  await of(people.approver, 'approver');
  await of(people.operator, 'operator');
  await of(people.auditor, 'auditor');
  await of(people.owner, 'merchant_owner', { merchants: [refusedItem.merchantId] });
  for (const language of languages) await of(people.provider(language), 'service_provider', { merchants: [] });
}

const minute = 60_000;
const day = 24 * 60 * minute;

const rules = {
  sku: 'Applies to each item:\n(1) checked again at lock: every SKU satisfies: (activity price is at most daily price × 0.9).',
};

/** A small market with one published round: one item passes its rule, one is refused for its price. */
export async function seed(url: string, key: string): Promise<void> {
  const api = caller(url, key);
  const known = (await api('GET', '/api/v1/tenants')) as { slug: string }[];
  if (known.some(({ slug }) => slug === tenant)) return;
  await api('POST', '/api/v1/tenants', {
    slug: tenant,
    name: 'Stories market',
    kind: 'rehearsal',
    currency: 'CNY',
    zone: 'Asia/Shanghai',
  });
  const t = `/api/v1/t/${tenant}`;
  await bring(api, `${t}/imports?kind=merchants&name=merchants.csv`, [
    'merchant_id,name,score_hundredths',
    `m-north,${refusedItem.merchant},480`,
  ]);
  await bring(api, `${t}/imports?kind=categories&name=categories.csv`, [
    'category,name_zh,name_en',
    'kitchen,厨房,Kitchen',
  ]);
  await bring(api, `${t}/imports?kind=items&name=items.csv`, [
    'item_id,merchant_id,title,category,daily_price_minor,stock',
    `${refusedItem.id},m-north,${refusedItem.title},kitchen,19900,50`,
    'pan-1,m-north,Cast iron pan 26 cm,kitchen,25900,40',
    ...languages
      .flatMap((language) => Object.values(itemsOf(language)))
      .map(({ id, title }) => `${id},${refusedItem.merchantId},${title},kitchen,10000,50`),
  ]);
  const now = Date.now();
  const at = (days: number) => new Date(now + days * day).toISOString();
  const season = (await api('POST', `${t}/seasons`, { name: 'Autumn kitchen', opens: at(-1), closes: at(60) })) as Made;
  const campaign = (await api('POST', `${t}/seasons/${season.id}/campaigns`, {
    name: 'Kitchen week',
    type: await firstType(api, t),
  })) as Made & { revision: number };
  const round = (await api('POST', `${t}/campaigns/${campaign.id}/rounds`, {
    name: 'First wave',
    phases: [
      { phase: 'plan', opens: at(-0.9), closes: at(-0.5) },
      { phase: 'enroll', opens: at(-0.5), closes: at(5) },
      { phase: 'review', opens: at(-0.4), closes: at(6) },
      { phase: 'live', opens: at(10), closes: at(13) },
      { phase: 'settle', opens: at(13), closes: at(20) },
    ],
    slots: [{ name: 'Main hall', capacity: 20 }],
  })) as Made;
  const rule = (await api('GET', `${t}/campaigns/${campaign.id}/rule`)) as { revision: number };
  const saved = (await api('PUT', `${t}/campaigns/${campaign.id}/rule`, {
    revision: rule.revision,
    language: 'en',
    ...rules,
  })) as { revision: number };
  await api('POST', `${t}/campaigns/${campaign.id}/publication`, { revision: saved.revision });
  const plan = (item: string, activityPriceMinor: number) => ({
    item,
    skus: [{ sku: item, activityPriceMinor, activityStock: 10 }],
  });
  const waiting = languages.map((language) => plan(itemsOf(language).toReview.id, 8_000));
  await api('POST', `${t}/rounds/${round.id}/submissions`, {
    items: [plan(refusedItem.id, 19_500), plan('pan-1', 19_900), ...waiting],
  });
  await seedPeople(api);
  await seedLastSeason(api, t, at);
}

/** Last season with its three venue pages: what an operator begins the next one from. */
export const lastSeason = { name: 'Kettle days', pages: ['kettle-opening', 'kettle-main', 'kettle-encore'] };

async function seedLastSeason(api: Call, t: string, at: (days: number) => string): Promise<void> {
  const season = (await api('POST', `${t}/seasons`, { name: lastSeason.name, opens: at(-1), closes: at(70) })) as Made;
  const campaign = (await api('POST', `${t}/seasons/${season.id}/campaigns`, {
    name: 'Kettle sale',
    type: 'channel',
  })) as Made;
  const saved = (await api('PUT', `${t}/campaigns/${campaign.id}/rule`, {
    revision: 1,
    language: 'en',
    ...rules,
  })) as { revision: number };
  for (const [index, slug] of lastSeason.pages.entries()) {
    const from = 20 + index * 10;
    const round = (await api('POST', `${t}/campaigns/${campaign.id}/rounds`, {
      name: `Wave ${index + 1}`,
      phases: [
        { phase: 'enroll', opens: at(from - 10), closes: at(from - 5) },
        { phase: 'review', opens: at(from - 9), closes: at(from - 4) },
        { phase: 'live', opens: at(from), closes: at(from + 3) },
        { phase: 'settle', opens: at(from + 3), closes: at(from + 10) },
      ],
      slots: [{ name: 'Main hall', capacity: 20, quotas: [{ category: 'kitchen', atMost: 10 }] }],
    })) as Made;
    await api('POST', `${t}/placements`, { name: `${slug}-hall`, roundId: round.id, limit: 20 });
    const title = { 'zh-CN': `水壶节第 ${index + 1} 波`, en: `Kettle days, wave ${index + 1}` };
    await api('POST', `${t}/venues`, {
      slug,
      document: {
        schema: 'venue.v1',
        title,
        round: round.id,
        blocks: [
          { id: 'top', type: 'banner', props: { title } },
          { id: 'left', type: 'countdown', props: { round: round.id } },
          { id: 'deals', type: 'item_grid', props: { placement: `${slug}-hall` } },
        ],
      },
    });
    await api('POST', `${t}/venues/${slug}/publication`, { revision: 1 });
  }
  await api('POST', `${t}/campaigns/${campaign.id}/publication`, { revision: saved.revision });
}

interface Made {
  id: string;
}

type Call = (method: string, path: string, body?: unknown) => Promise<unknown>;

async function firstType(api: Call, t: string): Promise<string> {
  const [type] = (await api('GET', `${t}/campaign-types`)) as { name: string }[];
  if (!type) throw new Error('The host knows no campaign type.');
  return type.name;
}

async function bring(api: Call, path: string, lines: string[]): Promise<void> {
  const started = (await api('POST', path, `${lines.join('\n')}\n`)) as Made;
  const one = `${path.slice(0, path.indexOf('?'))}/${started.id}`;
  const deadline = Date.now() + minute;
  while (Date.now() < deadline) {
    const { status, rows } = (await api('GET', one)) as { status: string; rows: { refused: number } };
    if (status === 'done' && rows.refused === 0) return;
    if (status === 'done' || status === 'failed') {
      throw new Error(`${path} ended ${status}: ${JSON.stringify(await api('GET', `${one}/errors`))}`);
    }
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error(`${path} did not end within a minute.`);
}

function caller(url: string, key: string): Call {
  return async (method, path, body) => {
    const response = await fetch(url + path, {
      method,
      headers: {
        Authorization: `Bearer ${key}`,
        ...(method === 'GET' ? {} : { 'Idempotency-Key': randomUUID() }),
        ...(body === undefined ? {} : { 'Content-Type': typeof body === 'string' ? 'text/csv' : 'application/json' }),
      },
      body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  };
}
