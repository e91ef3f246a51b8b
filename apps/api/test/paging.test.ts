import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApi, startApi } from '../src/index.ts';
import { answerOf, ask } from './ask.ts';
import { type OpenedStore, openSmallStore, storeRun } from './small-store.ts';

let opened: OpenedStore;
let api: RunningApi;

/** Equal values, neighbours in floating point, the smallest and very large ones. */
const IOUS = [0.1, 0.1, 0.30000000000000004, 0.3, 1 / 3, 5e-324, 1e-300, 0];
const CHANCES = [null, 0.1, 1e-300, 0.3, null];

beforeAll(async () => {
  opened = await openSmallStore();
  for (const model of ['b', 'a', 'c'])
    for (const [v, version] of ['v2', 'v1', 'v3'].entries())
      await storeRun(opened.store, {
        model,
        version,
        layer: 'conv',
        accuracy: v === 1 ? null : 0.5,
        unitCount: 3,
        end: v === 2 ? 'left running' : 'completed',
        units: [0, 1].map((unit) => ({
          unit,
          explanations: [1, 2, 3].map((clusterIndex) => ({
            clusterIndex,
            formula: ['sky', '(sky OR boat)', '(tree AND NOT sky)'][(unit + clusterIndex) % 3] ?? '',
            iou: IOUS[(v + 2 * unit + 3 * clusterIndex) % IOUS.length] ?? 0,
            chance: CHANCES[(v + unit + clusterIndex) % CHANCES.length] ?? null,
          })),
        })),
      });
  // Moments that differ by a microsecond, and equal ones.
  await opened.store.pool.query(
    `update run set started_at = '2026-05-01 12:00:00.000001+02'::timestamptz + (id / 2) * interval '1 microsecond'`,
  );
  await opened.store.pool.query('update model_version set created_at = (select created_at from model limit 1)');
  api = await startApi({ store: opened.store, port: 0, rateLimit: { burst: 1e9 } });
});

afterAll(async () => {
  await api?.close();
  await opened?.close();
});

interface Offered {
  /** The list's field of Query, its type, and the table behind it. */
  readonly field: string;
  readonly type: string;
  readonly table: string;
  readonly orders: Readonly<Record<string, string>>;
}

/** Every list and every order with the column that it means. */
const LISTS: readonly Offered[] = [
  { field: 'models', type: 'Model', table: 'model', orders: { NAME: 'name', CREATED_AT: 'created_at' } },
  {
    field: 'modelVersions',
    type: 'ModelVersion',
    table: 'model_version',
    orders: { SEQUENCE: 'sequence', LABEL: 'label', ACCURACY: 'accuracy', CREATED_AT: 'created_at' },
  },
  { field: 'layers', type: 'Layer', table: 'layer', orders: { NAME: 'name', UNIT_COUNT: 'unit_count' } },
  { field: 'units', type: 'Unit', table: 'unit', orders: { UNIT_INDEX: 'unit_index' } },
  {
    field: 'explanations',
    type: 'Explanation',
    table: 'explanation',
    orders: {
      IOU: 'iou',
      LIFT: 'lift',
      TIMES_SHUFFLED: 'times_shuffled',
      CLUSTER_INDEX: 'cluster_index',
      UNIT_INDEX: '(select unit_index from unit where id = unit_id)',
      LENGTH: '(select f.length from formula f where f.id = formula_id)',
    },
  },
  { field: 'formulas', type: 'Formula', table: 'formula', orders: { TEXT: 'text', LENGTH: 'length' } },
  {
    field: 'concepts',
    type: 'Concept',
    table: 'concept',
    orders: { NAME: 'name', PIXEL_SHARE: 'pixel_share', CONCEPT_INDEX: 'concept_index' },
  },
  {
    field: 'probeDatasets',
    type: 'ProbeDataset',
    table: 'probe_dataset',
    orders: { NAME: 'name', CREATED_AT: 'created_at' },
  },
  { field: 'runs', type: 'Run', table: 'run', orders: { STARTED_AT: 'started_at', FINISHED_AT: 'finished_at' } },
];

const CASES = LISTS.flatMap(({ orders, ...list }) =>
  Object.entries(orders).flatMap(([order, column]) =>
    (['ASC', 'DESC'] as const).map((direction) => ({ ...list, order, column, direction })),
  ),
);
type Case = (typeof CASES)[number];

/** The ids in the order that the documentation promises, read without the code under test. */
async function promised({ table, column, direction }: Case): Promise<number[]> {
  const { rows } = await opened.store.pool.query<{ id: number }>(
    `select id::int from ${table} order by ${column} ${direction} nulls last, id ${direction}`,
  );
  return rows.map(({ id }) => id);
}

interface PageShape {
  readonly edges: readonly { cursor: string; node: { id: string } }[];
  readonly nodes: readonly { id: string }[];
  readonly pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string };
}

async function readPage({ field, type, order, direction }: Case, args: Record<string, unknown>): Promise<PageShape> {
  const data = await answerOf(
    api.url,
    `query($first: Int, $last: Int, $after: String, $before: String, $orderBy: ${type}Order) {
      ${field}(first: $first, last: $last, after: $after, before: $before, orderBy: $orderBy) {
        edges { cursor node { id } } nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`,
    { ...args, orderBy: { field: order, direction } },
  );
  return (data as unknown as Record<string, PageShape>)[field] as PageShape;
}

const rowIds = (page: PageShape) =>
  page.nodes.map(({ id }) => Number(Buffer.from(id, 'base64').toString().split(':')[1]));

async function walk(of: Case, size: number, forwards: boolean): Promise<number[]> {
  const found: number[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await readPage(of, forwards ? { first: size, after: cursor } : { last: size, before: cursor });
    if (forwards) found.push(...rowIds(page));
    else found.unshift(...rowIds(page));
    const { hasNextPage, hasPreviousPage, startCursor, endCursor } = page.pageInfo;
    if (!(forwards ? hasNextPage : hasPreviousPage)) return found;
    cursor = forwards ? endCursor : startCursor;
  }
}

describe('pages of any size, forwards and backwards, give every row once and in order', () => {
  it.each(CASES)('$field by $order $direction', async (of) => {
    const wanted = await promised(of);
    for (const size of [1, 2, 3, 7, 100])
      for (const forwards of [true, false]) expect(await walk(of, size, forwards)).toEqual(wanted);
  });
});

it('the rows between two cursors are those that lie between', async () => {
  const cases = CASES.filter(({ field }) => field === 'explanations' || field === 'runs');
  const all = new Map<Case, { ids: number[]; cursors: string[] }>();
  for (const of of cases) {
    const page = await readPage(of, { first: 100 });
    all.set(of, { ids: rowIds(page), cursors: page.edges.map(({ cursor }) => cursor) });
  }
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...cases), fc.nat(), fc.nat(), fc.boolean(), async (of, a, b, forwards) => {
      const { ids, cursors } = all.get(of) ?? { ids: [], cursors: [] };
      const [from, to] = [a % ids.length, b % ids.length].sort((x, y) => x - y) as [number, number];
      const args = { [forwards ? 'first' : 'last']: 100, after: cursors[from], before: cursors[to] };
      expect(rowIds(await readPage(of, args))).toEqual(ids.slice(from + 1, to));
    }),
    { numRuns: 200 },
  );
});

describe('a nested list pages like one that stands alone', () => {
  it('forwards and backwards, with missing values, for each parent by itself', async () => {
    const of = (args: string) =>
      `{ layers(first: 20) { nodes { explanations(${args}, orderBy: {field: LIFT, direction: DESC}) {
        edges { cursor } nodes { id lift } pageInfo { hasNextPage hasPreviousPage } } } } }`;
    type Nested = {
      layers: {
        nodes: { explanations: Omit<PageShape, 'nodes'> & { nodes: { id: string; lift: number | null }[] } }[];
      };
    };
    const whole = (await answerOf(api.url, of('first: 100'))) as unknown as Nested;
    const front = (await answerOf(api.url, of('first: 4'))) as unknown as Nested;
    const end = (await answerOf(api.url, of('last: 4'))) as unknown as Nested;
    for (const [at, { explanations }] of whole.layers.nodes.entries()) {
      const { nodes } = explanations;
      expect(nodes).toHaveLength(6);
      const lifts = nodes.map(({ lift }) => lift ?? Number.NEGATIVE_INFINITY);
      expect(lifts).toEqual(lifts.toSorted((a, b) => b - a));
      expect(front.layers.nodes[at]?.explanations).toMatchObject({
        nodes: nodes.slice(0, 4),
        pageInfo: { hasNextPage: true, hasPreviousPage: false },
      });
      expect(end.layers.nodes[at]?.explanations).toMatchObject({
        nodes: nodes.slice(-4),
        pageInfo: { hasNextPage: false, hasPreviousPage: true },
      });
    }
  });
});

describe('what names no page is refused with BAD_USER_INPUT', () => {
  const cursorOf = async (order: string) => {
    const of = CASES.find(({ field, order: name }) => field === 'explanations' && name === order) as Case;
    return (await readPage(of, { first: 1 })).pageInfo.endCursor;
  };
  const forged = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

  it.each([
    ['', 'exactly one of first and last; got neither'],
    ['first: 1, last: 1', 'exactly one of first and last; got both'],
    ['first: 0', 'first from 1 to 100; got 0'],
    ['first: 101', 'first from 1 to 100; got 101'],
    ['last: -1', 'last from 1 to 100; got -1'],
    ['first: 1, after: "nonsense"', 'Expected a cursor from pageInfo'],
    ['first: 1, after: ""', 'Expected a cursor from pageInfo'],
    [`first: 1, after: "${forged(['IOU DESC', 'text', 1])}"`, 'Expected a cursor from pageInfo'],
    [`first: 1, after: "${forged(['IOU DESC', 0.5, 1.5])}"`, 'Expected a cursor from pageInfo'],
    [`first: 1, after: "${forged({ value: 1 })}"`, 'Expected a cursor from pageInfo'],
  ])('explanations(%s)', async (args, message) => {
    const { data, errors } = await ask(api.url, `{ explanations${args && `(${args})`} { nodes { id } } }`);
    expect(data).toBeNull();
    expect(errors).toMatchObject([
      { message: expect.stringContaining(message), extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });

  it('a cursor of another order', async () => {
    const after = await cursorOf('LIFT');
    const { errors } = await ask(
      api.url,
      'query($after: String) { explanations(first: 1, after: $after) { nodes { id } } }',
      {
        after,
      },
    );
    expect(errors).toMatchObject([
      {
        message: expect.stringContaining('ordered by IOU DESC; this one belongs to LIFT ASC'),
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
  });
});

it('moments go out with their microseconds, in UTC', async () => {
  const of = CASES.find(
    ({ field, order, direction }) => field === 'runs' && order === 'STARTED_AT' && direction === 'ASC',
  ) as Case;
  const [first] = (await promised(of)) as [number];
  const data = await answerOf(api.url, 'query($id: ID!) { node(id: $id) { ... on Run { startedAt } } }', {
    id: Buffer.from(`Run:${first}`).toString('base64'),
  });
  // Run 1: 12:00:00.000001 at +02, and 1 / 2 = 0 microseconds more.
  expect(data).toEqual({ node: { startedAt: '2026-05-01T10:00:00.000001Z' } });
});
