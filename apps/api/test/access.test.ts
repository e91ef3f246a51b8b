import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { createApiKey, ROLES, type Role, revokeApiKey } from '@strata/db';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIELD_ROLES } from '../src/auth/rules.ts';
import { type RunningApi, startApi } from '../src/index.ts';
import { schema } from '../src/schema/index.ts';
import { type OpenedStore, openSmallStore, storePicture, storeRun } from './small-store.ts';

const KNOWN = `sha256:${'a'.repeat(64)}`;
let opened: OpenedStore;
let api: RunningApi;
let open: RunningApi;
let folder: string;
const keys = new Map<Role, string>();
const statements: string[] = [];
const parameters: unknown[] = [];

beforeAll(async () => {
  opened = await openSmallStore();
  const units = [{ unit: 0, explanations: [{ clusterIndex: 1, formula: 'sky', iou: 0.2 }] }];
  await storeRun(opened.store, { model: 'net', version: 'v1', layer: 'conv', units });
  await storePicture(opened.store, new Uint8Array([1, 2, 3]));
  for (const role of ROLES) keys.set(role, (await createApiKey(opened.store, { role, name: `a ${role}` })).text);
  folder = await mkdtemp(path.join(os.tmpdir(), 'strata-safelist-'));
  const safelistPath = path.join(folder, 'documents.json');
  await writeFile(safelistPath, JSON.stringify({ [KNOWN]: 'query($n: String!) { model(name: $n) { name } }' }));
  const onStatement = (sql: string, values: unknown[]) => {
    statements.push(sql);
    parameters.push(...values);
  };
  api = await startApi({ store: opened.store, port: 0, open: false, safelistPath, onStatement });
  open = await startApi({ store: opened.store, port: 0 });
});

afterAll(async () => {
  await api?.close();
  await open?.close();
  await opened?.close();
  await rm(folder, { recursive: true, force: true });
});

const keyOf = (role: Role) => keys.get(role) ?? '';
const bearer = (text: string) => ({ authorization: `Bearer ${text}` });

async function send(body: unknown, headers: Record<string, string> = {}, url = api.url) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

const codeOf = ({ body }: { body: { errors?: { extensions: { code: string } }[] } }) =>
  body.errors?.[0]?.extensions.code;

async function signIn(key: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${api.url}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ key }),
  });
  const cookie = response.headers.get('set-cookie') ?? '';
  return { response, cookie, session: { cookie: cookie.split(';')[0] ?? '' } };
}

describe('a server that is not open', () => {
  const other = `strata_0123456789abcdef_${'A'.repeat(43)}`;

  it.each([
    ['no key', () => ({})],
    ['a key that was never made', () => bearer(other)],
    [
      'a key with one character changed',
      () => bearer(keyOf('ADMIN').replace(/.$/, (end) => (end === 'A' ? 'B' : 'A'))),
    ],
    ['another kind of authorization', () => ({ authorization: `Basic ${keyOf('ADMIN')}` })],
    ['a key in the cookie', () => ({ cookie: `strata_session=${keyOf('ADMIN')}` })],
    ['a text that is none', () => bearer('x'.repeat(10_000))],
  ])('answers nothing but 401 to %s', async (_, headers) => {
    const answer = await send({ query: '{ __typename }' }, headers() as Record<string, string>);
    expect([answer.status, codeOf(answer)]).toEqual([401, 'UNAUTHENTICATED']);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    for (const place of ['media/samples/1.webp', 'metrics'])
      expect((await fetch(`${api.url}/${place}`, { headers: headers() as Record<string, string> })).status).toBe(401);
  });

  it('answers to a key, by one statement more than an open one', async () => {
    statements.length = 0;
    const { body } = await send({ query: '{ models(first: 1) { nodes { name } } }' }, bearer(keyOf('VIEWER')));
    expect(body.data).toEqual({ models: { nodes: [{ name: 'net' }] } });
    expect(statements).toHaveLength(2);
  });

  it('shows pictures to a key, for its own cache alone', async () => {
    const response = await fetch(`${api.url}/media/samples/1.webp`, { headers: bearer(keyOf('VIEWER')) });
    expect([response.status, response.headers.get('cache-control')]).toEqual([
      200,
      'private, max-age=0, must-revalidate',
    ]);
    expect(response.headers.get('etag')).toMatch(/^"[^"]+"$/);
  });

  it('forgets a key that is revoked with its next request, and every session of it', async () => {
    const { text, row } = await createApiKey(opened.store, { role: 'VIEWER', name: 'short' });
    const { session } = await signIn(text);
    const asked = () => [
      send({ query: '{ __typename }' }, bearer(text)),
      send({ documentId: KNOWN, variables: { n: 'net' } }, session),
    ];
    expect((await Promise.all(asked())).map(({ status }) => status)).toEqual([200, 200]);
    await revokeApiKey(opened.store, row.lookup);
    expect((await Promise.all(asked())).map(({ status }) => status)).toEqual([401, 401]);
    expect(await revokeApiKey(opened.store, row.lookup)).toBeNull();
  });

  it('stores and notes no secret, and when a key was last used', async () => {
    await send({ query: '{ __typename }' }, bearer(keyOf('REVIEWER')));
    const used = () =>
      opened.store.pool.query(`select * from api_key where role = 'REVIEWER' and last_used_at is not null`);
    while ((await used()).rows.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const secret = keyOf('REVIEWER').split('_').slice(2).join('_');
    const { rows } = await opened.store.pool.query(
      'select a.*::text as a, k.*::text as k from api_key k left join audit_entry a on a.api_key_id = k.id',
    );
    expect(JSON.stringify(rows)).not.toContain(secret);
    expect(parameters.length).toBeGreaterThan(0);
    expect(JSON.stringify([statements, parameters])).not.toContain(secret);
  });
});

/** Every field that has a rule, and some that have none; how each is asked for. */
const OPERATIONS: Record<string, string> = {
  'Query.models': '{ models(first: 1) { totalCount } }',
  'Query.runs': '{ runs(first: 1) { nodes { id } } }',
  'Query.viewer': '{ viewer { role } }',
  'Query.auditEntries': '{ auditEntries(first: 1) { totalCount } }',
  'Mutation.startRun':
    'mutation { startRun(input: { modelVersion: "TW9kZWxWZXJzaW9uOjE=", probeDataset: "UHJvYmVEYXRhc2V0Ojk5", layer: "l" }) { __typename } }',
  'Mutation.cancelRun': 'mutation { cancelRun(input: { id: "UnVuOjk5" }) { __typename } }',
  'Mutation.retryRun': 'mutation { retryRun(input: { id: "UnVuOjk5" }) { __typename } }',
  'Query.reviews': '{ reviews(first: 1) { nodes { verdict } } }',
  'Query.reviewQueue': '{ reviewQueue(first: 1) { totalCount } }',
  'Mutation.judge':
    'mutation { judge(input: { explanation: "RXhwbGFuYXRpb246MQ==", verdict: CONFIRM, idempotencyKey: "a" }) { __typename } }',
  'Mutation.runGate': 'mutation { runGate(input: { version: "TW9kZWxWZXJzaW9uOjE=", rules: "" }) { __typename } }',
  'Mutation.addVersionNote':
    'mutation { addVersionNote(input: { version: "TW9kZWxWZXJzaW9uOjE=", text: "" }) { __typename } }',
  'Mutation.tagVersion': 'mutation { tagVersion(input: { version: "TW9kZWxWZXJzaW9uOjE=", tag: "" }) { __typename } }',
  'Mutation.untagVersion':
    'mutation { untagVersion(input: { version: "TW9kZWxWZXJzaW9uOjE=", tag: "" }) { __typename } }',
};

/** Written down, not computed: by whom an operation is answered. */
const ANSWERED: Readonly<Record<string, readonly Role[]>> = {
  'Query.models': ['VIEWER', 'REVIEWER', 'ADMIN'],
  'Query.runs': ['VIEWER', 'REVIEWER', 'ADMIN'],
  'Query.viewer': ['VIEWER', 'REVIEWER', 'ADMIN'],
  'Query.auditEntries': ['ADMIN'],
  'Mutation.startRun': ['ADMIN'],
  'Mutation.cancelRun': ['ADMIN'],
  'Mutation.retryRun': ['ADMIN'],
  'Query.reviews': ['ADMIN'],
  'Query.reviewQueue': ['REVIEWER', 'ADMIN'],
  'Mutation.judge': ['REVIEWER', 'ADMIN'],
  'Mutation.runGate': ['REVIEWER', 'ADMIN'],
  'Mutation.addVersionNote': ['REVIEWER', 'ADMIN'],
  'Mutation.tagVersion': ['ADMIN'],
  'Mutation.untagVersion': ['ADMIN'],
};

describe('roles', () => {
  it('are asked about by this test for every field that has a rule', () => {
    expect(Object.keys(OPERATIONS)).toEqual(expect.arrayContaining(Object.keys(FIELD_ROLES)));
    const mutations = Object.keys(schema.getMutationType()?.getFields() ?? {}).map((name) => `Mutation.${name}`);
    expect(Object.keys(FIELD_ROLES)).toEqual(expect.arrayContaining(mutations));
  });

  describe.each(Object.entries(OPERATIONS))('for %s', (name, query) => {
    it.each(ROLES)(`are held to it as %s`, async (role) => {
      const answer = await send({ query }, bearer(keyOf(role)));
      expect(codeOf(answer)).toBe(ANSWERED[name]?.includes(role) ? undefined : 'FORBIDDEN');
    });
  });

  it('leave a mutation in the audit, with its outcome, refused or not', async () => {
    const query = OPERATIONS['Mutation.cancelRun'];
    for (const role of ['VIEWER', 'ADMIN'] as const)
      await send({ query }, { ...bearer(keyOf(role)), 'x-request-id': role });
    const { body } = await send(
      { query: '{ auditEntries(first: 2) { nodes { actor role operation target outcome requestId } } }' },
      bearer(keyOf('ADMIN')),
    );
    const entry = (role: Role) => ({
      actor: `a ${role}`,
      role,
      operation: 'cancelRun',
      target: 'UnVuOjk5',
      requestId: role,
    });
    expect(body.data.auditEntries.nodes).toEqual([
      { ...entry('ADMIN'), outcome: 'UnknownObjectProblem' },
      { ...entry('VIEWER'), outcome: 'FORBIDDEN' },
    ]);
  });

  it.each([
    ['VIEWER', { canReview: false, canRun: false, canAudit: false }],
    ['REVIEWER', { canReview: true, canRun: false, canAudit: false }],
    ['ADMIN', { canReview: true, canRun: true, canAudit: true }],
  ] as const)('are told to a %s', async (role, can) => {
    const { body } = await send(
      { query: '{ viewer { role keyName canReview canRun canAudit } }' },
      bearer(keyOf(role)),
    );
    expect(body.data.viewer).toEqual({ role, keyName: `a ${role}`, ...can });
  });
});

describe('sessions', () => {
  it('are cookies that no script reads and no other site sends, and secure behind HTTPS', async () => {
    const { response, cookie } = await signIn(keyOf('VIEWER'));
    expect(await response.json()).toEqual({ name: 'a VIEWER', role: 'VIEWER' });
    expect(cookie).toMatch(
      /^strata_session=session_[0-9a-f]{16}_[\w-]{43}; Path=\/; Max-Age=1209600; HttpOnly; SameSite=Strict$/,
    );
    expect((await signIn(keyOf('VIEWER'), { 'x-forwarded-proto': 'https' })).cookie).toMatch(/; Secure$/);
  });

  it('ask the documents of the safelist and nothing else', async () => {
    const { session } = await signIn(keyOf('ADMIN'));
    const known = await send({ documentId: KNOWN, variables: { n: 'net' } }, session);
    expect(known.body).toEqual({ data: { model: { name: 'net' } } });
    expect(codeOf(await send({ query: '{ __typename }' }, session))).toBe('FORBIDDEN');
    const stream = { ...session, accept: 'text/event-stream' };
    expect(codeOf(await send({ query: 'subscription { no }' }, stream))).toBe('FORBIDDEN');
    const unknown = `sha256:${'b'.repeat(64)}`;
    for (const body of [{ documentId: unknown }, { documentId: 7 }, { documentId: KNOWN, query: '{ __typename }' }])
      expect(codeOf(await send(body, session))).toBe('UNKNOWN_DOCUMENT');
  });

  it('end when the browser signs out, and by time', async () => {
    const { session } = await signIn(keyOf('VIEWER'));
    const ended = await fetch(`${api.url}/session`, { method: 'DELETE', headers: session });
    expect([ended.status, ended.headers.get('set-cookie')]).toEqual([204, expect.stringContaining('Max-Age=0')]);
    expect((await send({ documentId: KNOWN, variables: { n: 'net' } }, session)).status).toBe(401);
    const other = await signIn(keyOf('VIEWER'));
    await opened.store.pool.query(`update session set expires_at = now() - interval '1 second'`);
    expect((await send({ documentId: KNOWN, variables: { n: 'net' } }, other.session)).status).toBe(401);
  });

  it('are held to their secret: a right public part alone neither asks nor signs out', async () => {
    const { session } = await signIn(keyOf('VIEWER'));
    const forged = { cookie: session.cookie.replace(/[\w-]{43}$/, 'A'.repeat(43)) };
    const asked = (headers: Record<string, string>) => send({ documentId: KNOWN, variables: { n: 'net' } }, headers);
    expect((await asked(forged)).status).toBe(401);
    await fetch(`${api.url}/session`, { method: 'DELETE', headers: forged });
    expect((await asked(session)).status).toBe(200);
    // A key that does not work is not made good by a session beside it.
    expect((await asked({ ...session, ...bearer('strata_no') })).status).toBe(401);
  });

  it('that have expired are removed when the next one begins, which is in the audit', async () => {
    await signIn(keyOf('VIEWER'));
    await opened.store.pool.query(`update session set expires_at = now() - interval '1 second'`);
    await signIn(keyOf('REVIEWER'));
    const { rows } = await opened.store.pool.query(`select count(*)::int as n from session`);
    expect(rows).toEqual([{ n: 1 }]);
    const audit = await opened.store.pool.query('select operation, actor from audit_entry order by id desc limit 1');
    expect(audit.rows).toEqual([{ operation: 'signIn', actor: 'a REVIEWER' }]);
  });

  it('are not begun with a key that does not work, nor by a form of another site', async () => {
    const { response, cookie } = await signIn('strata_no');
    expect([response.status, cookie]).toEqual([401, '']);
    const form = await fetch(`${api.url}/session`, {
      method: 'POST',
      body: new URLSearchParams({ key: keyOf('ADMIN') }),
    });
    expect([form.status, form.headers.get('set-cookie')]).toEqual([400, null]);
    const asked = await fetch(`${api.url}/session`, { method: 'OPTIONS', headers: { origin: 'http://evil.example' } });
    expect(asked.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('an open server', () => {
  it('lets its own machine do everything', async () => {
    const { body } = await send({ query: '{ viewer { role keyName canRun } }' }, {}, open.url);
    expect(body.data.viewer).toEqual({ role: 'ADMIN', keyName: null, canRun: true });
  });

  it.each([
    [{ host: 'evil.example' }],
    [{ host: '127.0.0.1.evil.example:80' }],
    [{ origin: 'http://evil.example' }],
    [{ origin: 'null' }],
  ])('answers no page of another site: %j', async (headers) => {
    const { hostname, port } = new URL(open.url);
    const status = await new Promise((resolve, reject) =>
      request({ hostname, port, path: '/metrics', headers }, (response) => resolve(response.resume().statusCode))
        .on('error', reject)
        .end(),
    );
    expect(status).toBe(403);
  });

  it('does not start where others could reach it', async () => {
    await expect(startApi({ store: opened.store, port: 0, host: '0.0.0.0', open: true })).rejects.toThrow(
      /loopback host/,
    );
  });

  it('is not what a server is that others can reach', async () => {
    const wide = await startApi({ store: opened.store, port: 0, host: '0.0.0.0' });
    expect((await send({ query: '{ __typename }' }, {}, `http://127.0.0.1:${wide.port}`)).status).toBe(401);
    await wide.close();
  });
});
