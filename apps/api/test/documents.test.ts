import { createApiKey } from '@strata/db';
import { getIntrospectionQuery, introspectionFromSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApi, startApi } from '../src/index.ts';
import { schema } from '../src/schema/index.ts';
import { ask } from './ask.ts';
import { type OpenedStore, openSmallStore, storeRun } from './small-store.ts';

let opened: OpenedStore;
let api: RunningApi;
const statements: string[] = [];

beforeAll(async () => {
  opened = await openSmallStore();
  const units = [{ unit: 0, explanations: [{ clusterIndex: 1, formula: 'sky', iou: 0.2 }] }];
  await storeRun(opened.store, { model: 'net', version: 'v1', layer: 'conv', units });
  api = await startApi({ store: opened.store, port: 0, onStatement: (sql) => statements.push(sql) });
});
afterAll(async () => {
  await api?.close();
  await opened?.close();
});

const repeat = (count: number, of: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => of(at)).join(' ');
const post = (body: unknown, headers: Record<string, string> = {}, url = api.url) =>
  fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

describe('the schema’s own description', () => {
  const everything = { oneOf: true, schemaDescription: true, specifiedByUrl: true, inputValueDeprecation: true };
  const query = getIntrospectionQuery(everything);

  it('is what the schema says, the first time and from what was kept', async () => {
    const expected = introspectionFromSchema(schema, everything);
    // In whatever order.
    const named = (of: readonly { name: string }[]) => Object.fromEntries(of.map((one) => [one.name, one]));
    for (let time = 0; time < 2; time += 1) {
      const response = await post({ query });
      expect(response.status).toBe(200);
      const { data, errors } = (await response.json()) as { data: typeof expected; errors?: unknown };
      expect(errors).toBeUndefined();
      expect(named(data.__schema.types)).toEqual(named(expected.__schema.types));
      expect(Object.keys(named(data.__schema.directives)).sort()).toEqual(
        Object.keys(named(expected.__schema.directives)).sort(),
      );
    }
  });

  it('is answered by name, by variable and by GET, and never from another’s answer', async () => {
    const named = 'query One($n: String!) { __type(name: $n) { name } } query Two { __type(name: "Unit") { name } }';
    const of = async (body: object) => (await (await post({ query: named, ...body })).json()) as unknown;
    const type = (name: string) => ({ data: { __type: { name } } });
    expect(await of({ operationName: 'One', variables: { n: 'Model' } })).toEqual(type('Model'));
    expect(await of({ operationName: 'One', variables: { n: 'Layer' } })).toEqual(type('Layer'));
    expect(await of({ operationName: 'Two' })).toEqual(type('Unit'));
    const missing = await post({ query: named, operationName: 'One' });
    expect([missing.status, await missing.json()]).toMatchObject([
      400,
      { errors: [{ message: expect.stringContaining('$n') }] },
    ]);
    const got = await fetch(`${api.url}/graphql?query=${encodeURIComponent('{ __type(name: "Run") { name } }')}`, {
      headers: { accept: 'application/json' },
    });
    expect(await got.json()).toEqual(type('Run'));
  });

  it('comes in small parts only beside anything else', async () => {
    const beside = (count: number) =>
      `{ viewer { role } __schema { ${repeat(count, (at) => `a${at}: queryType { name }`)} } }`;
    expect((await ask(api.url, beside(100))).errors).toEqual([]);
    const { errors } = await ask(api.url, beside(600));
    expect(errors).toMatchObject([{ message: expect.stringContaining('at most 1000 values of the schema') }]);
  });
});

describe('a long document', () => {
  const long = `{ ${repeat(200, (at) => `alias${at}: __typename`)} models(first: 1) { nodes { name } } }`;
  const longest = `${long} # ${'x'.repeat(20_000)}`;

  it.each([
    ['read once', long],
    ['too long to be kept', longest],
  ])('%s is answered as often as it is asked', async (_, query) => {
    for (let time = 0; time < 3; time += 1) {
      const { data } = (await (await post({ query })).json()) as { data: { models: unknown; alias199: string } };
      expect([data.models, data.alias199]).toEqual([{ nodes: [{ name: 'net' }] }, 'Query']);
    }
    // Another of the same length, so that no answer comes by its size.
    const { errors } = await ask(api.url, query.replace('name }', 'namo }'));
    expect(errors).toMatchObject([
      { message: expect.stringContaining('namo'), extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
    ]);
  });

  it.each([
    [
      'fields of one name',
      `{ ${repeat(300, (at) => `models(first: ${1 + (at % 2)}) { totalCount }`)} }`,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['no end', `{ models ${'{ nodes '.repeat(300)}`, 'GRAPHQL_PARSE_FAILED'],
    ['too many words', `{ ${repeat(1_400, (at) => `a${at}: __typename`)} }`, 'GRAPHQL_PARSE_FAILED'],
  ])('with %s is refused as a short one is, and asks nothing of the database', async (_, query, code) => {
    statements.length = 0;
    const response = await post({ query });
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toContain('application/json');
    expect((await response.json()).errors[0].extensions.code).toBe(code);
    expect(statements).toEqual([]);
  });

  it('is followed as a short one is', async () => {
    const query = `subscription { runEvents(after: "0") { ${repeat(100, (at) => `alias${at}: cursor`)} } } # ${'x'.repeat(2_000)}`;
    const left = new AbortController();
    const response = await fetch(`${api.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query }),
      signal: left.signal,
    });
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      expect.stringContaining('event-stream'),
    ]);
    left.abort();
    const refused = await post({ query: query.replaceAll('cursor', 'nothing') }, { accept: 'text/event-stream' });
    expect([refused.status, (await refused.json()).errors[0].extensions.code]).toEqual([
      400,
      'GRAPHQL_VALIDATION_FAILED',
    ]);
  });
});

it('many requests of one key that come together share look-ups that begin after them', async () => {
  const keyed: string[] = [];
  const own = await startApi({ store: opened.store, port: 0, open: false, onStatement: (sql) => keyed.push(sql) });
  const { text } = await createApiKey(opened.store, { role: 'VIEWER', name: 'many' });
  const headers = { authorization: `Bearer ${text}` };
  const asked = await Promise.all(
    Array.from({ length: 40 }, () => post({ query: '{ __typename }' }, headers, own.url)),
  );
  expect(asked.map(({ status }) => status)).toEqual(Array(40).fill(200));
  // Four are looked up at once.
  expect(keyed.filter((sql) => sql.includes('api_key')).length).toBeLessThan(40);
  await own.close();
});
