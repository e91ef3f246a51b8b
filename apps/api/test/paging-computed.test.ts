import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApi, startApi } from '../src/index.ts';
import { answerOf, type Json, list, pick } from './ask.ts';
import { type OpenedStore, openSmallStore, type SmallRun, storeRun } from './small-store.ts';

let opened: OpenedStore;
let api: RunningApi;

/** Equal changes both ways, neighbours in floating point, no change at all. */
const IOUS = [0.1, 0.30000000000000004, 0.3, 0.5, 0.1, 1 / 3, 0];
const FORMULAS = ['sky', '(sky OR boat)', '(boat OR sky)', '(tree AND NOT sky)', 'NOT water'];

const run = (version: string, shift: number): SmallRun => ({
  model: 'net',
  version,
  layer: 'conv',
  unitCount: 8,
  units: [0, 1, 2, 3, 4, 5, 6].map((unit) => ({
    unit,
    explanations: [1, 2, 3]
      .filter((clusterIndex) => (unit + clusterIndex + shift) % 5 > 0)
      .map((clusterIndex) => ({
        clusterIndex,
        formula: FORMULAS[(unit * 2 + clusterIndex * (1 + shift)) % FORMULAS.length] ?? '',
        iou: IOUS[(unit + 2 * clusterIndex + shift) % IOUS.length] ?? 0,
      })),
  })),
});

beforeAll(async () => {
  opened = await openSmallStore();
  for (const [shift, version] of ['v1', 'v2'].entries())
    for (const layer of ['conv', 'conv2']) await storeRun(opened.store, { ...run(version, shift), layer });
  api = await startApi({ store: opened.store, port: 0, rateLimit: { burst: 1e9 } });
});

afterAll(async () => {
  await api?.close();
  await opened?.close();
});

interface Offered {
  readonly name: string;
  readonly type: string;
  readonly orders: readonly string[];
  /** The query with a place for the arguments of the list. */
  readonly query: (args: string) => string;
  readonly path: readonly string[];
  /** What a row is told apart by. */
  readonly key: (node: Json) => string;
  /** What it is ordered by. */
  readonly value: (node: Json, order: string) => number | string | null;
}

const comparedFields = 'layer unitIndex clusterIndex deltaIou';
const LISTS: readonly Offered[] = [
  {
    name: 'rows of a comparison',
    type: 'ComparedRange',
    orders: ['IOU_CHANGE', 'DELTA_IOU', 'UNIT_INDEX'],
    query: (args) =>
      `compare(model: "net", a: "v1", b: "v2") { rows(${args}) { totalCount nodes { ${comparedFields} } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`,
    path: ['compare', 'rows'],
    key: (node) => [pick(node, 'layer'), pick(node, 'unitIndex'), pick(node, 'clusterIndex')].join('/'),
    value: (node, order) => {
      const delta = Number(pick(node, 'deltaIou'));
      if (order === 'UNIT_INDEX') return Number(pick(node, 'unitIndex'));
      return order === 'IOU_CHANGE' ? Math.abs(delta) : delta;
    },
  },
  {
    name: 'a concept index',
    type: 'KnownConcept',
    orders: ['POSITIVE', 'NEGATED', 'BEST_IOU', 'MEAN_IOU', 'NAME'],
    query: (args) =>
      `conceptIndex(model: "net", version: "v1", ${args}) { totalCount nodes { concept { name } positive negated bestIou meanIou } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }`,
    path: ['conceptIndex'],
    key: (node) => String(pick(node, 'concept', 'name')),
    value: (node, order) => {
      if (order === 'NAME') return String(pick(node, 'concept', 'name'));
      const field = { POSITIVE: 'positive', NEGATED: 'negated', BEST_IOU: 'bestIou', MEAN_IOU: 'meanIou' }[order] ?? '';
      const value = pick(node, field);
      return value === null ? null : Number(value);
    },
  },
];

const CASES = LISTS.flatMap((of) =>
  of.orders.flatMap((order) => (['ASC', 'DESC'] as const).map((direction) => ({ ...of, order, direction }))),
);
type Case = (typeof CASES)[number];

async function readPage({ query, type, path, order, direction }: Case, args: Record<string, unknown>): Promise<Json> {
  const answer = await answerOf(
    api.url,
    `query($first: Int, $last: Int, $after: String, $before: String, $orderBy: ${type}Order) {
      ${query('first: $first, last: $last, after: $after, before: $before, orderBy: $orderBy')} }`,
    { ...args, orderBy: { field: order, direction } },
  );
  return pick(answer, ...path);
}

async function walk(of: Case, { size, forwards }: { size: number; forwards: boolean }): Promise<Json[]> {
  const found: Json[] = [];
  for (let cursor: Json | undefined; ; ) {
    const page = await readPage(of, forwards ? { first: size, after: cursor } : { last: size, before: cursor });
    const nodes = list(page, 'nodes');
    if (forwards) found.push(...nodes);
    else found.unshift(...nodes);
    if (!pick(page, 'pageInfo', forwards ? 'hasNextPage' : 'hasPreviousPage')) return found;
    cursor = pick(page, 'pageInfo', forwards ? 'endCursor' : 'startCursor');
  }
}

/** Missing values stand last both ways. */
function inOrder(values: readonly (number | string | null)[], direction: 'ASC' | 'DESC'): boolean {
  return values.slice(1).every((value, at) => {
    const before = values[at] ?? null;
    if (value === null) return true;
    if (before === null) return false;
    return direction === 'ASC' ? before <= value : before >= value;
  });
}

describe('pages of any size, forwards and backwards, give every row once and in order', () => {
  it.each(CASES)('$name by $order $direction', async (of) => {
    const whole = await readPage(of, { first: 100 });
    const wanted = list(whole, 'nodes');
    const keys = wanted.map(of.key);
    expect(new Set(keys).size).toBe(wanted.length);
    expect(pick(whole, 'totalCount')).toBe(wanted.length);
    expect(
      inOrder(
        wanted.map((node) => of.value(node, of.order)),
        of.direction,
      ),
    ).toBe(true);
    for (const size of [1, 3, 7])
      for (const forwards of [true, false]) expect(await walk(of, { size, forwards })).toEqual(wanted);
  });
});

it('keeps every row of a walk once while more runs are stored', async () => {
  const of = CASES.find(({ order, direction }) => order === 'IOU_CHANGE' && direction === 'DESC') as Case;
  const before = list(await readPage(of, { first: 100 }), 'nodes').map(of.key);
  const found: string[] = [];
  for (let cursor: Json | undefined, turn = 0; ; turn += 1) {
    // A layer more each time, in both versions: other rows come in between, none of the old ones moves.
    if (turn < 3)
      for (const [shift, version] of ['v1', 'v2'].entries())
        await storeRun(opened.store, { ...run(version, shift + turn), layer: `a${turn}` });
    const page = await readPage(of, { first: 5, after: cursor });
    found.push(...list(page, 'nodes').map(of.key));
    if (!pick(page, 'pageInfo', 'hasNextPage')) break;
    cursor = pick(page, 'pageInfo', 'endCursor');
  }
  expect(new Set(found).size).toBe(found.length);
  expect(found.filter((key) => key.startsWith('conv'))).toEqual(before);
  expect(found.length).toBeGreaterThan(before.length);
});
