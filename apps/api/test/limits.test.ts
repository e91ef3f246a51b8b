import { createApiKey } from '@strata/db';
import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApi, startApi } from '../src/index.ts';
import { ask } from './ask.ts';
import { type OpenedStore, openSmallStore, storeRun } from './small-store.ts';

let opened: OpenedStore;
let api: RunningApi;

beforeAll(async () => {
  opened = await openSmallStore();
  const units = [{ unit: 0, explanations: [{ clusterIndex: 1, formula: 'sky', iou: 0.2 }] }];
  await storeRun(opened.store, { model: 'net', version: 'v1', layer: 'conv', units });
  api = await startApi({ store: opened.store, port: 0 });
});
afterAll(async () => {
  await api?.close();
  await opened?.close();
});

const repeat = (count: number, of: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => of(at)).join(' ');
/** `model { latestVersion { model { … name } } }`: a level each, and one for the name. */
const deep = (levels: number) => {
  const fields = Array.from({ length: levels - 1 }, (_, at) =>
    at === 0 ? 'model(name: "net")' : at % 2 ? 'latestVersion' : 'model',
  );
  return `{ ${fields.map((field) => `${field} {`).join(' ')} __typename id ${'}'.repeat(levels)}`;
};
const aliased = (count: number) => `{ viewer { ${repeat(count - 1, (at) => `a${at}: role`)} } }`;
/** A document of so many tokens, two modulo three: braces, and fields of three tokens. */
const tokens = (count: number) => `{ ${repeat((count - 2) / 3, (at) => `a${at}: __typename`)} }`;
/** `first` times the fields below it, and the list itself. */
const rows = (first: number, fields: number) =>
  `{ units(first: 100) { nodes { layer { units(first: ${first}) { nodes { ${repeat(fields, (at) => `a${at}: unitIndex`)} } } } } } }`;
const bytes = (count: number) => {
  const query = '{ __typename } #';
  const wrapped = JSON.stringify({ query, variables: {} }).length;
  return query + ' '.repeat(count - wrapped);
};

describe('a query', () => {
  it.each([
    ['20 levels', '21', { under: deep(20), over: deep(21), message: /at most 20 levels; this one has 21/ }],
    ['500 fields', '501', { under: aliased(500), over: aliased(501), message: /at most 500 fields; this one has 501/ }],
    ['3,998 tokens', '4,001', { under: tokens(3998), over: tokens(4001), message: /more that 4000 tokens/ }],
    ['200 kB', 'a byte more', { under: bytes(204_800), over: bytes(204_801), message: /too large/ }],
  ])('of %s is answered, of %s refused', async (_, __, { under, over, message }) => {
    expect((await ask(api.url, under)).errors).toEqual([]);
    const { errors } = await ask(api.url, over);
    expect(errors).toMatchObject([{ message: expect.stringMatching(message) }]);
  });

  it('may cost 500,000 values and no more', async () => {
    // The inner list costs what it asks for; found by asking, since every level adds to it.
    const costs = async (first: number, fields: number) => {
      const { errors } = await ask(api.url, rows(first, fields));
      return errors[0] ? Number(/this one has (\d+)/.exec(errors[0].message)?.[1]) : null;
    };
    const over = await costs(100, 60);
    expect(over).toBeGreaterThan(500_000);
    let fields = 60;
    while ((await costs(100, fields)) !== null) fields -= 1;
    const least = await costs(100, fields + 1);
    expect(least).toBeGreaterThan(500_000);
    // A field more costs its value a row, a hundred rows a hundred times, and the error's number says so.
    expect((over ?? 0) - (least ?? 0)).toBe((60 - fields - 1) * 10_000);
    expect((least ?? 0) - 10_000).toBeLessThanOrEqual(500_000);
  });
});

describe('introspection', () => {
  it('as GraphiQL and generators ask it is answered', async () => {
    const query = getIntrospectionQuery({ oneOf: true, inputValueDeprecation: true, schemaDescription: true });
    expect((await ask(api.url, query)).errors).toEqual([]);
  });

  it.each([
    ['one list often', `{ __schema { types { ${repeat(60, (at) => `a${at}: fields { name type { name } }`)} } } }`],
    ['the whole often', `{ ${repeat(60, (at) => `a${at}: __schema { types { fields { name } } }`)} }`],
    [
      'lists by way of types',
      `{ __schema { types { fields { type { ${repeat(80, (at) => `a${at}: enumValues { name } b${at}: fields { name }`)} } } } } }`,
    ],
    [
      'fragments',
      `fragment f on __Type { fields { name } } { __schema { types { ${repeat(90, (at) => `a${at}: interfaces { ...f }`)} ${repeat(90, (at) => `b${at}: fields { type { ...f } }`)} } } }`,
    ],
    ['a fragment inside itself', 'fragment f on __Type { ofType { ...f } } { __schema { types { ...f } } }'],
  ])('that asks %s is refused before it is answered', async (_, query) => {
    const { errors } = await ask(api.url, query);
    expect(errors).toMatchObject([
      { message: expect.stringMatching(/at most 20000 values of the schema|within itself/) },
      ...errors.slice(1),
    ]);
  });

  it('is answered unless it is switched off', async () => {
    const closed = await startApi({ store: opened.store, port: 0, introspection: false });
    const query = '{ __schema { queryType { name } } }';
    expect((await ask(api.url, query)).errors).toEqual([]);
    expect((await ask(closed.url, query)).errors).toHaveLength(1);
    expect((await ask(closed.url, '{ viewer { role } }')).errors).toEqual([]);
    await closed.close();
  });
});

describe('a pattern', () => {
  const chain = (count: number) => Array.from({ length: count }, () => '*').join(' AND ');

  it.each(['matches', 'contains', 'equivalent'])(
    'of more concepts than a formula has is refused in %s',
    async (kind) => {
      const most = kind === 'equivalent' ? 100 : 10;
      const text = (count: number) => (kind === 'equivalent' ? chain(count).replaceAll('*', 'sky') : chain(count));
      for (const field of ['explanations', 'formulas']) {
        const of = (count: number) =>
          ask(api.url, `{ ${field}(first: 1, where: {formula: {${kind}: "${text(count)}"}}) { totalCount } }`);
        expect((await of(most)).errors).toEqual([]);
        for (const count of [most + 1, 2 * most, 800]) {
          const { errors } = await of(count);
          expect(errors).toMatchObject([
            {
              message: expect.stringMatching(`at most ${most} concepts`),
              extensions: { code: 'BAD_USER_INPUT', column: expect.any(Number) },
            },
          ]);
        }
      }
    },
  );
});

describe('requests', () => {
  it('of one key come as fast as its bucket allows, whatever the others do', async () => {
    const limited = await startApi({
      store: opened.store,
      port: 0,
      open: false,
      rateLimit: { burst: 3, perSecond: 0.001 },
    });
    const { text: one } = await createApiKey(opened.store, { role: 'VIEWER', name: 'one' });
    const { text: two } = await createApiKey(opened.store, { role: 'VIEWER', name: 'two' });
    const send = (key: string) =>
      fetch(`${limited.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
        body: '{"query":"{ __typename }"}',
      });
    const statuses: number[] = [];
    for (let at = 0; at < 4; at += 1) statuses.push((await send(one)).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    const refused = await send(one);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'RATE_LIMITED' } }] });
    expect((await send(two)).status).toBe(200);
    await limited.close();
  });

  it('to sign in are counted by address, too', async () => {
    const limits = { open: false, rateLimit: { burst: 1, perSecond: 0.001 } };
    const limited = await startApi({ store: opened.store, port: 0, ...limits });
    const headers = { 'content-type': 'application/json' };
    const guess = async () =>
      (await fetch(`${limited.url}/session`, { method: 'POST', headers, body: '{"key":"strata_no"}' })).status;
    expect([await guess(), await guess()]).toEqual([401, 429]);
    await limited.close();
  });

  it('of an open server are counted by address', async () => {
    const limited = await startApi({ store: opened.store, port: 0, rateLimit: { burst: 1, perSecond: 0.001 } });
    expect((await ask(limited.url, '{ __typename }')).status).toBe(200);
    expect((await ask(limited.url, '{ __typename }')).status).toBe(429);
    expect((await fetch(`${limited.url}/healthz`)).status).toBe(200);
    await limited.close();
  });

  it('that keep the database too long end with a code of their own', async () => {
    const hasty = await startApi({ store: opened.store, port: 0, statementTimeoutMs: 2_000 });
    const client = await opened.store.pool.connect();
    await client.query('begin; lock table model in access exclusive mode');
    const { errors } = await ask(hasty.url, '{ models(first: 1) { nodes { name } } }');
    await client.query('rollback');
    client.release();
    expect(errors).toMatchObject([{ extensions: { code: 'TIMEOUT' } }]);
    expect((await ask(hasty.url, '{ models(first: 1) { nodes { name } } }')).errors).toEqual([]);
    await hasty.close();
  });
});

describe('operators read', () => {
  it('whether it lives, whether it can serve, and its numbers, without what callers wrote', async () => {
    expect(await (await fetch(`${api.url}/readyz`)).json()).toEqual({ status: 'ok' });
    await ask(api.url, '{ model(name: "a secret name") { id } no }');
    const metrics = await (await fetch(`${api.url}/metrics`)).text();
    expect(metrics).toMatch(/strata_http_request_seconds_count\{route="graphql",status="200"\} \d+/);
    expect(metrics).toMatch(/strata_graphql_errors_total\{code="GRAPHQL_VALIDATION_FAILED"\} \d+/);
    expect(metrics).toMatch(/strata_database_connections\{state="idle"\} \d+/);
    expect(metrics).not.toContain('secret name');
  });

  it('the id of a request in its answer: the caller’s own, unless it is no id', async () => {
    const idOf = async (id: string) =>
      (await fetch(`${api.url}/healthz`, { headers: { 'x-request-id': id } })).headers.get('x-request-id');
    expect(await idOf('mine-1')).toBe('mine-1');
    expect(await idOf('no id {}')).toMatch(/^[0-9a-f-]{36}$/);
  });
});
