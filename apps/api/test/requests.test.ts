import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApi, startApi } from '../src/index.ts';
import { NODE_TYPES } from '../src/schema/global-ids.ts';
import { answerOf, ask, list, pick } from './ask.ts';
import { type OpenedStore, openSmallStore, storeRun } from './small-store.ts';

let opened: OpenedStore;
let api: RunningApi;

beforeAll(async () => {
  opened = await openSmallStore();
  const units = [0, 1, 2].map((unit) => ({
    unit,
    explanations: [{ clusterIndex: 1, formula: '(water AND NOT sky)', iou: 0.2 }],
  }));
  for (const version of ['v1', 'v2']) {
    const isBaseline = version === 'v1';
    await storeRun(opened.store, { model: 'net', version, layer: 'conv', units, isBaseline, trainingRun: 'net' });
  }
  await opened.store.pool.query(`insert into run_request (model_version_id, layer_name, probe_dataset_id, clusters, bounds,
    length, beam, search, grammar, requested_by) values (1, 'conv', 1, 5, 'contiguous', 3, 5, 'beam', 'paper', 'me')`);
  await opened.store.pool.query('insert into prediction (sample_id, model_version_id, class_index) values (1, 2, 7)');
  api = await startApi({ store: opened.store, port: 0 });
});

afterAll(async () => {
  await api?.close();
  await opened?.close();
});

const globalId = (type: string, id: string | number) => Buffer.from(`${type}:${id}`).toString('base64');
const BAD_INPUT = { extensions: { code: 'BAD_USER_INPUT' } };

describe('node and nodes', () => {
  it.each(NODE_TYPES)('find a %s by the id that it says it has', async (type) => {
    const query = 'query($id: ID!) { node(id: $id) { __typename id } nodes(ids: [$id, $id]) { __typename id } }';
    const node = { __typename: type, id: globalId(type, 1) };
    expect(await answerOf(api.url, query, { id: node.id })).toEqual({ node, nodes: [node, node] });
  });

  it.each(['0', '999999', '9223372036854775807', '99999999999999999999999999'])('are null for row %s', async (row) => {
    const id = globalId('Unit', row);
    const query = 'query($id: ID!) { node(id: $id) { id } nodes(ids: [$id]) { id } }';
    expect(await answerOf(api.url, query, { id })).toEqual({ node: null, nodes: [null] });
  });

  it.each([
    'nonsense',
    '',
    globalId('Query', 1),
    globalId('constructor', 1),
    globalId('Unit', '1; drop table unit'),
    globalId('Unit', '-1'),
    globalId('Unit', '1.5'),
    globalId('Unit', ''),
    'é\u0000',
  ])('refuse %j as an id', async (id) => {
    const { status, errors } = await ask(api.url, 'query($id: ID!) { node(id: $id) { id } }', { id });
    expect(errors).toMatchObject([BAD_INPUT]);
    expect(status).toBe(200);
  });

  it('refuse more than 100 ids', async () => {
    const ids = Array(101).fill(globalId('Unit', 1));
    const { errors } = await ask(api.url, 'query($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids });
    expect(errors).toMatchObject([{ ...BAD_INPUT, message: 'Expected at most 100 ids; got 101.' }]);
  });
});

it('a unit knows its neighbours, its history, what it found, and how well', async () => {
  const answer = await answerOf(
    api.url,
    `{ unit(model: "net", version: "v2", layer: "conv", unitIndex: 1) {
      previous { unitIndex } next { unitIndex next { unitIndex } } outcome problem min max mean zeroShare
      histogram { lower upper counts } history { layer { modelVersion { label } } unitIndex }
      clusters { clusterIndex lower upper bitmapPixels share
        explanation { length iou intersection union formulaPixels chance lift visited bound gap unit { unitIndex }
          metrics { detectionAccuracy activationCoverage sampleCoverage explanationCoverage }
          run { searchBudgetMs categories minConceptShare }
          formula { text key concepts { position negated concept { name category } } } }
        samples { rank bitmapPixels formulaPixels intersection overlayUrl maskUrl
          sample { key className imageUrl prediction(modelVersion: "${globalId('ModelVersion', 2)}") { classIndex modelVersion { label } } } } } } }`,
  );
  expect(answer).toMatchObject({
    unit: {
      previous: { unitIndex: 0 },
      next: { unitIndex: 2, next: null },
      outcome: 'EXPLAINED',
      problem: null,
      histogram: { lower: 0, upper: 5, counts: [5, 15] },
      history: ['v1', 'v2'].map((label) => ({ layer: { modelVersion: { label } }, unitIndex: 1 })),
      clusters: [
        {
          clusterIndex: 1,
          lower: null,
          upper: 1.5,
          share: 0.5,
          explanation: {
            length: 2,
            iou: 0.2,
            union: 12,
            lift: 2,
            unit: { unitIndex: 1 },
            bound: 0.25,
            gap: 0.05,
            metrics: { detectionAccuracy: 0.6, activationCoverage: 0.3, sampleCoverage: 1, explanationCoverage: 0.5 },
            run: { searchBudgetMs: 250, categories: ['object', 'part'], minConceptShare: 0.01 },
            formula: {
              text: '(water AND NOT sky)',
              concepts: [
                { position: 0, negated: false, concept: { name: 'water', category: 'object' } },
                { position: 1, negated: true, concept: { name: 'sky' } },
              ],
            },
          },
          samples: [
            {
              rank: 1,
              intersection: 2,
              sample: {
                key: 'sample 0',
                imageUrl: null,
                prediction: { classIndex: 7, modelVersion: { label: 'v2' } },
              },
            },
            { rank: 2, sample: { key: 'sample 1', prediction: null } },
          ],
        },
      ],
    },
  });
});

it('what people name by words is null when it is not there', async () => {
  const answer = await answerOf(
    api.url,
    `{ model(name: "no") { id } modelVersion(model: "net", label: "no") { id } layer(model: "net", version: "v1", name: "no") { id }
      a: unit(model: "net", version: "v1", layer: "conv", unitIndex: -1) { id }
      b: unit(model: "no", version: "v1", layer: "conv", unitIndex: 1) { id }
      net: model(name: "net") { trend(layer: "no") { layer } baseline { label } latestVersion { label } layerNames } }`,
  );
  expect(answer).toEqual({
    model: null,
    modelVersion: null,
    layer: null,
    a: null,
    b: null,
    net: { trend: null, baseline: { label: 'v1' }, latestVersion: { label: 'v2' }, layerNames: ['conv'] },
  });
});

describe('errors', () => {
  it('a formula that does not follow the language names the column', async () => {
    const { errors } = await ask(
      api.url,
      '{ explanations(first: 1, where: {formula: {matches: "water AND"}}) { totalCount nodes { id } } }',
    );
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', column: 10 } }]);
  });

  it.each([
    ['and, or, not, unit and explanation nested at most 5', `{not: {not: {not: {not: {not: {not: {}}}}}}}`],
    [
      'and, or, not, unit and explanation nested at most 5',
      `{unit: {explanation: {unit: {explanation: {unit: {explanation: {}}}}}}}`,
    ],
    ['at most 20 entries in "or"; got 21', `{or: [${Array(21).fill('{}').join(',')}]}`],
    ['at most 100 entries in "in"; got 101', `{length: {in: [${Array(101).fill('1').join(',')}]}}`],
  ])('a filter beyond the limits is refused: %s', async (message, where) => {
    const { errors } = await ask(api.url, `{ explanations(first: 1, where: ${where}) { nodes { id } } }`);
    expect(errors).toMatchObject([{ ...BAD_INPUT, message: expect.stringContaining(message) }]);
  });

  it('a filter just within the limits is answered', async () => {
    await answerOf(
      api.url,
      '{ explanations(first: 1, where: {not: {not: {not: {not: {not: {}}}}}}) { nodes { id } } }',
    );
    await answerOf(
      api.url,
      `{ explanations(first: 1, where: {or: [${Array(20).fill('{}').join(',')}]}) { nodes { id } } }`,
    );
  });

  it.each([
    [
      'levels',
      `{ models(first: 1) { nodes { ${'versions(first: 1) { nodes { model { '.repeat(7)} name ${'} } } '.repeat(7)} } } }`,
    ],
    [
      'values',
      '{ layers(first: 100) { nodes { units(first: 100) { nodes { clusters { samples { sample { id key className } } explanation { id iou } } } } } } }',
    ],
    [
      'fields',
      `{ ${Array.from({ length: 501 }, (_, at) => `a${at}: __typename`).join(' ')} models(first: 1) { totalCount } }`,
    ],
  ])('a query of too many %s is refused', async (noun, query) => {
    const { errors } = await ask(api.url, query);
    expect(errors).toMatchObject([
      { ...BAD_INPUT, message: expect.stringMatching(`Expected a query of at most \\d+ ${noun}`) },
    ]);
  });

  it('a query of too many tokens is refused before it is read', async () => {
    const { status, errors } = await ask(api.url, `{ ${'__typename '.repeat(5000)} }`);
    expect(status).toBe(400);
    expect(errors).toMatchObject([
      { message: expect.stringContaining('token'), extensions: { code: 'GRAPHQL_PARSE_FAILED' } },
    ]);
  });

  it('what the database cannot look for is the caller’s error, and says nothing of the driver', async () => {
    const { status, errors } = await ask(api.url, 'query($n: String!) { model(name: $n) { id } }', { n: 'a\u0000b' });
    expect(status).toBe(200);
    expect(errors).toMatchObject([BAD_INPUT]);
    expect(JSON.stringify(errors)).not.toMatch(/select|encoding|UTF8|node_modules/);
  });

  it('SQL in a text stays a text', async () => {
    const name = `'; drop table unit; --`;
    expect(await answerOf(api.url, 'query($n: String!) { model(name: $n) { id } }', { n: name })).toEqual({
      model: null,
    });
    expect(pick(await answerOf(api.url, '{ units(first: 1) { totalCount } }'), 'units', 'totalCount')).toBe(6);
  });
});

describe('requests', () => {
  const post = (body: string, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
    fetch(`${api.url}/graphql`, { method: 'POST', headers, body });

  it('that are no JSON, or too large, are refused without a stack', async () => {
    for (const [body, status] of [
      ['{', 400],
      [JSON.stringify({ query: `{ __typename } #${' '.repeat(300_000)}` }), 413],
    ] as const) {
      const response = await post(body);
      expect(response.status).toBe(status);
      const text = await response.text();
      expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
      expect(text).not.toMatch(/node_modules|at /);
    }
  });

  it('that carry several queries at once are refused', async () => {
    expect((await post('[{"query":"{ __typename }"},{"query":"{ __typename }"}]')).status).toBe(400);
  });

  it('that a foreign page could send without asking are refused', async () => {
    expect((await post('{"query":"{ __typename }"}', { 'content-type': 'text/plain' })).status).toBe(400);
    expect((await fetch(`${api.url}/graphql?query={__typename}`)).status).toBe(400);
  });

  it('for an unknown path get 404, with no path of ours', async () => {
    const response = await fetch(`${api.url}/nothing`);
    expect([response.status, await response.text()]).toEqual([404, 'Not Found']);
  });
});

describe('GraphiQL', () => {
  it('is one page that fetches nothing from elsewhere, and is told not to', async () => {
    const response = await fetch(`${api.url}/graphql`, { headers: { accept: 'text/html' } });
    expect(response.headers.get('content-type')).toContain('text/html');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/https?:|\*/);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    const page = await response.text();
    expect(page).toContain('WhatNeuronsRespondTo');
    // Outside of scripts and styles, where addresses are data, no element points anywhere but into the page.
    const markup = page.replace(/<(script|style)\b[^>]*>[\s\S]*?<\/\1>/g, (_, tag: string) => `<${tag}>`);
    expect(markup.match(/(?:src|href)\s*=\s*["']?(?!data:)[^"'\s>]+/g) ?? []).toEqual([]);
    expect(page).not.toMatch(/<(?:script|link)[^>]+(?:src|href)=["']?https?:/);
  });
});

it('closing waits for the answer under way and then refuses connections', async () => {
  const other = await startApi({ store: opened.store, port: 0 });
  const answer = answerOf(other.url, '{ units(first: 100) { nodes { clusters { samples { rank } } } } }');
  // The request is on its way once another on its own connection was answered.
  await answerOf(other.url, '{ __typename }');
  const closed = other.close();
  expect(list(await answer, 'units', 'nodes')).toHaveLength(6);
  await closed;
  await expect(fetch(`${other.url}/healthz`)).rejects.toThrow();
});

it('a request whose headers never end does not hold the server', async () => {
  const { hostname, port } = new URL(api.url);
  const slow = request({ hostname, port, method: 'POST', path: '/graphql' });
  slow.on('error', () => undefined);
  slow.flushHeaders();
  expect((await fetch(`${api.url}/healthz`)).status).toBe(200);
  slow.destroy();
});
