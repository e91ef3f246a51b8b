import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type OidcSettings, type RunningApi, startApi } from '@strata/api';
import { openStore, type Role, type Store } from '@strata/db';
import { freePort } from '../support/free-port.ts';
import {
  CLIENT_ID,
  CLIENT_SECRET,
  type RunningProvider,
  startOpenIdProvider,
  VisitorAtProvider,
} from '../support/openid-provider.ts';

/** The documents that sessions may ask; the dashboard's own are others. */
export const DOCUMENTS = {
  viewer: `sha256:${'a'.repeat(64)}`,
  audit: `sha256:${'b'.repeat(64)}`,
  cancelRun: `sha256:${'c'.repeat(64)}`,
  events: `sha256:${'d'.repeat(64)}`,
};
const QUERIES = {
  [DOCUMENTS.viewer]: '{ viewer { role name subject keyName canReview canRun canAudit } }',
  [DOCUMENTS.audit]: '{ auditEntries(first: 1) { nodes { actor subject role operation outcome } } }',
  [DOCUMENTS.cancelRun]: 'mutation { cancelRun(input: { id: "UnVuOjk5" }) { __typename } }',
  [DOCUMENTS.events]: 'subscription { runEvents(after: "0") { cursor } }',
};
/** What the provider's groups may do. */
export const ROLES_OF_GROUPS = new Map<string, Role>([
  ['readers', 'VIEWER'],
  ['judges', 'REVIEWER'],
  ['operators', 'ADMIN'],
]);

export interface PeopleServer {
  readonly home: string;
  readonly store: Store;
  readonly provider: RunningProvider;
  readonly settings: OidcSettings;
  /** Where the API listens; also what the provider takes for the pages. */
  readonly url: string;
  /** Another server over the same database. */
  another(changes?: Partial<OidcSettings> | null): Promise<RunningApi>;
  close(): Promise<void>;
}

/** A provider, and an API over a database of its own that people sign in to with it. */
export async function startPeopleServer(
  changes: Partial<OidcSettings> = {},
  options: { readonly claimsInToken?: boolean } = {},
): Promise<PeopleServer> {
  const home = await mkdtemp(path.join(os.tmpdir(), 'strata-people-'));
  const store = await openStore({ home });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const provider = await startOpenIdProvider({ pagesUrl: url, ...options });
  const settings: OidcSettings = {
    issuer: provider.issuer,
    clientId: CLIENT_ID,
    clientSecret: CLIENT_SECRET,
    scope: 'openid profile',
    groupsClaim: 'groups',
    roles: ROLES_OF_GROUPS,
    name: 'the House',
    sessionSeconds: 3_600,
    pagesUrl: url,
    ...changes,
  };
  const safelistPath = path.join(home, 'documents.json');
  await writeFile(safelistPath, JSON.stringify(QUERIES));
  const start = (oidc: OidcSettings | undefined, at: number) =>
    startApi({ store, port: at, open: false, safelistPath, logLevel: 'silent', oidc });
  const apis = [await start(settings, port)];
  return {
    home,
    store,
    provider,
    settings,
    url,
    another: async (others = {}) => {
      const api = await start(others === null ? undefined : { ...settings, ...others }, 0);
      apis.push(api);
      return api;
    },
    close: async () => {
      for (const api of apis) await api.close();
      await provider.stop();
      await store.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** What the API answered. */
export interface Answered {
  readonly status: number;
  readonly body: { data?: Record<string, unknown>; errors?: { message: string; extensions: { code: string } }[] };
  readonly code: string | undefined;
  readonly cookies: readonly string[];
}

/** Sends JSON to the API, as the pages do. */
export async function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Answered> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  const read = text.startsWith('{') ? JSON.parse(text) : {};
  const code = read.errors?.[0]?.extensions.code;
  return { status: response.status, body: read, code, cookies: response.headers.getSetCookie() };
}

/** A browser on its way to the provider and back. */
export interface Begun {
  readonly location: URL;
  /** The cookie that ties the answer to this browser. */
  readonly cookie: string;
}

/** Says where to go to sign in. */
export async function begin(url: string, next = '/runs'): Promise<Begun> {
  const { body, cookies } = await post(`${url}/session/oidc`, { next });
  const { location } = body as { location?: string };
  return { location: new URL(location ?? 'no:where'), cookie: cookies[0]?.split(';')[0] ?? '' };
}

/** Comes back from the provider. */
export function comeBack(url: string, query: string, cookie: string): Promise<Answered> {
  return post(`${url}/session/oidc/callback`, { query }, { cookie });
}

/** Signs somebody in from beginning to end. */
export async function signIn(
  url: string,
  login: string,
  visitor = new VisitorAtProvider(),
): Promise<Answered & { session: { cookie: string } }> {
  const { location, cookie } = await begin(url);
  const back = await visitor.signIn(location.href, login);
  const answer = await comeBack(url, back.search.slice(1), cookie);
  const set = answer.cookies.find((one) => one.startsWith('strata_session=')) ?? '';
  return { ...answer, session: { cookie: set.split(';')[0] ?? '' } };
}

/** Asks one of the documents. */
export function ask(url: string, documentId: string, headers: Record<string, string>): Promise<Answered> {
  return post(`${url}/graphql`, { documentId }, headers);
}
