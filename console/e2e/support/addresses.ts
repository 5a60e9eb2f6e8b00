import { type APIRequestContext, expect } from '@playwright/test';
import { manifests } from '../../src/app/manifests';

interface Page<Row> {
  items: Row[];
}

interface Tree {
  campaigns: { id: string; rounds: { id: string; submissions: number }[] }[];
}

/** A screen of the console: its path as its manifest says it, and filled for one tenant. */
export interface Screen {
  path: string;
  address: string;
}

/** Every screen there is, filled with what the tenant holds most of. */
export async function screensOf(request: APIRequestContext, url: string, tenant: string): Promise<Screen[]> {
  const get = async <T>(path: string): Promise<T> => {
    const answer = await request.get(`${url}/api/v1/t/${tenant}/${path}`);
    expect(answer.ok(), path).toBe(true);
    return (await answer.json()) as T;
  };
  const [season] = (await get<Page<{ id: string }>>('seasons')).items;
  const tree = await get<Tree>(`seasons/${season?.id}`);
  const campaign = tree.campaigns.find(({ rounds }) => rounds.length > 0);
  const [round] = [...(campaign?.rounds ?? [])].sort((left, right) => right.submissions - left.submissions);
  const [shop] = (await get<Page<{ id: string }>>('catalog/merchants?limit=1')).items;
  const parameters: Record<string, string | undefined> = {
    season: season?.id,
    campaign: campaign?.id,
    round: round?.id,
    shop: shop?.id,
  };
  return manifests
    .flatMap(({ routes }) => routes)
    .map(({ path }) => ({
      path,
      address: `${url}/console/t/${tenant}/${path.replace(/\$(\w+)/g, (_, name: string) => {
        const value = parameters[name];
        if (value === undefined) throw new Error(`The market has no ${name} for the address ${path}.`);
        return value;
      })}`,
    }));
}
