import createClient, { type Middleware } from 'openapi-fetch';
import { Problem, type ProblemDocument } from './problem';
import type { paths } from './schema';

/** The signed-in person's cookie travels by itself; everything is same-origin. */
const problems: Middleware = {
  async onResponse({ response }) {
    if (response.ok) return undefined;
    throw new Problem(response.status, await readProblem(response));
  },
  onError() {
    return new Problem(0, { code: 'console.unreachable' });
  },
};

export const client = createClient<paths>({
  baseUrl: window.location.origin,
  credentials: 'same-origin',
  fetch: (request) => fetch(request),
});
client.use(problems);

async function readProblem(response: Response): Promise<ProblemDocument> {
  try {
    return (await response.json()) as ProblemDocument;
  } catch {
    return { status: response.status };
  }
}

/** Unwraps openapi-fetch's answer; a refusal was already thrown as a Problem. */
export async function answer<Data>(call: Promise<{ data?: Data }>): Promise<Data> {
  const { data } = await call;
  return data as Data;
}
