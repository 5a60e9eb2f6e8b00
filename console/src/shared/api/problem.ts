import type { TextKey } from '@/shared/i18n/dictionary';
import type { Translate } from '@/shared/i18n/i18n';

export interface ProblemField {
  path: string;
  message: string;
  value?: unknown;
  accepted?: unknown;
}

/** An RFC 9457 problem document as the platform writes it. */
export interface ProblemDocument {
  title?: string;
  status?: number;
  detail?: string;
  code?: string;
  fields?: ProblemField[];
  [extension: string]: unknown;
}

/** What the server refused, or that it could not be reached (status 0). */
export class Problem extends Error {
  readonly document: ProblemDocument;
  readonly status: number;
  readonly code: string;

  constructor(status: number, document: ProblemDocument) {
    super(document.detail ?? document.title ?? `HTTP ${status}`);
    this.name = 'Problem';
    this.status = status;
    this.document = document;
    this.code = document.code ?? '';
  }
}

const textsByCode: Record<string, TextKey> = {
  'request.not_signed_in': 'problem.unauthorized',
  'request.not_allowed': 'problem.forbidden',
  'request.unavailable': 'problem.network',
};

const textsByStatus: Record<number, TextKey> = {
  401: 'problem.unauthorized',
  403: 'problem.forbidden',
  404: 'problem.not_found',
  412: 'problem.conflict',
  413: 'problem.too_large',
  429: 'problem.too_many',
};

/** The sentence for a person: a text of ours when we know the code, else what the server said, else the status. */
export function problemText(error: unknown, t: Translate): string {
  if (!(error instanceof Problem)) return error instanceof Error ? error.message : String(error);
  if (error.status === 0) return t('problem.network');
  const known = textsByCode[error.code] as 'problem.forbidden' | undefined;
  if (known !== undefined) return t(known);
  if (error.code === 'campaigns.frozen') return frozenText(error.document, t);
  if (error.status >= 500) return t('problem.server', { status: error.status });
  if (error.document.detail) return error.document.detail;
  const general = textsByStatus[error.status] as 'problem.forbidden' | undefined;
  return general === undefined ? error.message : t(general);
}

/** What is stopped and who lets one through, in the reader's language; the names of roles are those of the server. */
function frozenText({ until, mayOverride, area }: ProblemDocument, t: Translate): string {
  const named = (prefix: string, name: unknown) => t(`${prefix}.${String(name)}` as 'freeze.area.rules');
  const who = Array.isArray(mayOverride) ? mayOverride.map((role) => named('freeze.role', role)) : [];
  return t('problem.frozen', {
    area: named('freeze.area', area),
    until: String(until)
      .replace('T', ' ')
      .replace(/:\d\d(\.\d+)?(Z|\+00:00)$/, ' UTC'),
    who: who.join(t('freeze.or')),
  });
}

/** Field errors in the form `@mantine/form` takes: path → message, with what is accepted where the server said so. */
export function fieldErrors(error: unknown, t: Translate): Record<string, string> {
  if (!(error instanceof Problem)) return {};
  return Object.fromEntries(
    (error.document.fields ?? []).map(({ path, message, accepted }) => [
      path,
      accepted === undefined || accepted === null || accepted === ''
        ? message
        : `${message} ${t('problem.accepted', { accepted: String(accepted) })}`,
    ]),
  );
}
