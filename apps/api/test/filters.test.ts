import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApi, startApi } from '../src/index.ts';
import { answerOf, ask, list, pick } from './ask.ts';
import { NaiveWhere } from './naive-where.ts';
import { depthOf, randomWheres } from './random-where.ts';
import { CONCEPTS, type OpenedStore, openSmallStore, type SmallRun, storeRun } from './small-store.ts';
import { readTables, type Tables } from './tables.ts';

const FORMULAS = [
  'sky',
  '(water AND NOT sky)',
  '((boat OR tree) AND sky)',
  '(tree OR boat)',
  '(NOT sky AND water)',
  '((water AND tree) AND NOT sky)',
  '(((boat OR tree) AND NOT sky) OR water)',
  'NOT sky',
];
const IOUS = [0.1, 0.30000000000000004, 1 / 3, 0.5];
const LABELS = ['v_0', 'v%1', 'final'];

let opened: OpenedStore;
let api: RunningApi;
let tables: Tables;
let naive: NaiveWhere;

/** All grades, and shuffled images that overlap nothing. */
const evidenceAt = (at: number) => ({
  heldOut: (at % 5) * 50,
  shuffled: at % 7 === 0 ? 0 : 25 * (1 + (at % 3)),
  p: at % 4 === 0 ? 0.2 : 0.01,
});

/** A world of two models, three versions and two layers with every outcome, missing lifts and unfinished runs. */
function worldRuns(): SmallRun[] {
  const runs: SmallRun[] = [];
  for (const [m, model] of ['net', 'netto'].entries())
    for (const [v, version] of LABELS.entries())
      for (const [l, layer] of ['conv1', 'conv2'].entries())
        for (const settings of m + v + l === 1 ? ['first', 'second'] : ['first'])
          runs.push({
            model,
            version,
            layer,
            settings,
            isBaseline: v === 0,
            accuracy: v === 1 ? null : 0.3 + 0.1 * v,
            unitCount: 5,
            end: m === 1 && v === 2 ? 'left running' : settings === 'second' ? 'failed' : 'completed',
            units: [0, 1, 2, 3].map((unit) => ({
              unit,
              outcome: unit === 3 ? 'DEAD' : unit === 2 && v === 1 ? 'FEW_VALUES' : 'EXPLAINED',
              explanations: (unit === 3 ? [] : [1, 2, 3]).map((clusterIndex) => {
                const at = m + 2 * v + 3 * l + 5 * unit + 7 * clusterIndex;
                return {
                  clusterIndex,
                  formula: FORMULAS[at % FORMULAS.length] ?? '',
                  iou: IOUS[at % IOUS.length] ?? 0,
                  chance: at % 3 === 0 ? null : 0.05 * (1 + (at % 4)),
                  ...(at % 5 > 0 && { evidence: evidenceAt(at) }),
                };
              }),
            })),
          });
  return runs;
}

beforeAll(async () => {
  opened = await openSmallStore();
  for (const run of worldRuns()) await storeRun(opened.store, run);
  tables = await readTables(opened.store);
  naive = new NaiveWhere(tables);
  api = await startApi({ store: opened.store, port: 0, rateLimit: { burst: 1e9 } });
});

afterAll(async () => {
  await api?.close();
  await opened?.close();
});

const WHERES = randomWheres({
  models: ['net', 'netto', 'ne'],
  labels: LABELS,
  layers: ['conv1', 'conv2', 'fc'],
  concepts: CONCEPTS,
  categories: ['object', 'part', 'scene'],
  formulas: [
    ...FORMULAS,
    'boat',
    '(sky AND (tree OR boat))',
    'NOT NOT sky',
    'NOT (sky OR NOT water)',
    'sky OR (sky AND boat)',
  ],
  patterns: [
    '*',
    'NOT *',
    '* AND NOT *',
    'water AND NOT *',
    '* OR *',
    '(* OR tree) AND *',
    '(* OR *) AND NOT sky',
    '* AND *',
    '(* OR *) AND (* OR *)',
  ],
  floats: [...IOUS, 0.05, 0.1, 0.2, 0.3, 1, 2, 0.3 / 0.1],
});

type Lists = { readonly [Name in keyof typeof WHERES]: { type: string; expected: (where: never) => number[] } };

const ids = <Row extends { id: number }>(rows: readonly Row[], holds: (row: Row) => boolean) =>
  rows.filter(holds).map(({ id }) => id);

/** What each list must answer, by the naive evaluation. */
const LISTS: Lists = {
  models: { type: 'Model', expected: (where) => ids(tables.model, (row) => naive.model(row, where)) },
  modelVersions: { type: 'ModelVersion', expected: (where) => ids(tables.version, (row) => naive.version(row, where)) },
  layers: { type: 'Layer', expected: (where) => ids(tables.layer, (row) => naive.layer(row, where)) },
  units: { type: 'Unit', expected: (where) => ids(tables.unit, (row) => naive.unit(row, where)) },
  explanations: {
    type: 'Explanation',
    expected: (where) => {
      const shown = new Set(tables.layer.map(({ runId }) => runId));
      return ids(tables.explanation, (row) => shown.has(row.runId) && naive.explanation(row, where));
    },
  },
  formulas: { type: 'Formula', expected: (where) => ids(tables.formula, (row) => naive.formula(row, where)) },
  concepts: { type: 'Concept', expected: (where) => ids(tables.concept, (row) => naive.concept(row, where)) },
  runs: { type: 'Run', expected: (where) => ids(tables.run, (row) => naive.run(row, where)) },
};

/** The row numbers behind all pages of a filtered list, and its totalCount. */
async function answered(name: string, type: string, where: unknown): Promise<{ ids: number[]; totalCount: unknown }> {
  const query = `query($where: ${type}Where, $after: String) { ${name}(first: 100, after: $after, where: $where) {
    totalCount nodes { id } pageInfo { hasNextPage endCursor } } }`;
  const found: number[] = [];
  for (let after: string | null = null; ; ) {
    const data = (await answerOf(api.url, query, { where, after })) as Record<string, unknown>;
    const page = data[name] as {
      totalCount: number;
      nodes: { id: string }[];
      pageInfo: { hasNextPage: boolean; endCursor: string };
    };
    found.push(...page.nodes.map(({ id }) => Number(Buffer.from(id, 'base64').toString().split(':')[1])));
    if (!page.pageInfo.hasNextPage) return { ids: found, totalCount: page.totalCount };
    after = page.pageInfo.endCursor;
  }
}

describe('a filter finds exactly the rows that fulfil it', () => {
  it.each(Object.keys(LISTS) as (keyof Lists)[])('%s', async (name) => {
    const { type, expected } = LISTS[name];
    let some = 0;
    await fc.assert(
      fc.asyncProperty(
        (WHERES[name] as fc.Arbitrary<unknown>).filter((where) => depthOf(where) <= 5),
        async (where) => {
          const wanted = expected(where as never);
          const found = await answered(name, type, where);
          expect(found.ids.sort((a, b) => a - b)).toEqual(wanted.sort((a, b) => a - b));
          expect(found.totalCount).toBe(wanted.length);
          if (wanted.length > 0) some += 1;
        },
      ),
      { numRuns: 150 },
    );
    // A test whose filters find nothing would prove nothing.
    expect(some).toBeGreaterThan(30);
  });
});

/** Rows by what they have, as `[value, n]`. */
function spread(rows: readonly Explanation[], pickOf: (row: Explanation) => unknown): Map<unknown, number> {
  const groups = Map.groupBy(rows, pickOf);
  groups.delete(null);
  return new Map([...groups].map(([value, own]) => [value, own.length]));
}

type Explanation = Tables['explanation'][number];

const COUNTS = `query($where: ExplanationWhere) { explanationCounts(where: $where) { n units models { model { name } n }
  versions { modelVersion { id } n } layerNames { name n } ranges { clusterIndex n } specializations { specialization n } grades { grade n }
  categories { category n } } }`;

/** What `explanationCounts` must answer for these rows. */
function countsOf(rows: readonly Explanation[]) {
  const layerOf = ({ runId }: Explanation) => tables.layer.find((layer) => layer.runId === runId);
  const versionOf = (row: Explanation) => tables.version.find(({ id }) => id === layerOf(row)?.versionId);
  const categories = rows.flatMap(({ formulaId }) => {
    const used = tables.use.filter((use) => use.formulaId === formulaId && !use.negated);
    return [...new Set(used.map(({ category }) => category))];
  });
  return {
    n: rows.length,
    units: new Set(rows.map(({ unitId }) => unitId)).size,
    models: spread(rows, (row) => tables.model.find(({ id }) => id === versionOf(row)?.modelId)?.name),
    versions: spread(rows, (row) => Buffer.from(`ModelVersion:${versionOf(row)?.id}`).toString('base64')),
    layerNames: spread(rows, (row) => layerOf(row)?.name),
    ranges: spread(rows, ({ clusterIndex }) => clusterIndex),
    specializations: spread(rows, ({ specialization }) => specialization),
    grades: spread(rows, ({ grade }) => grade),
    categories: new Map([...Map.groupBy(categories, (one) => one)].map(([value, own]) => [value, own.length])),
  };
}

it('explanations are counted by everything that they can be filtered by', async () => {
  let some = 0;
  await fc.assert(
    fc.asyncProperty(
      WHERES.explanations.filter((where) => depthOf(where) <= 5),
      async (where) => {
        const found = new Set(LISTS.explanations.expected(where as never));
        const wanted = countsOf(tables.explanation.filter(({ id }) => found.has(id)));
        const answer = (await answerOf(api.url, COUNTS, { where })) as { explanationCounts: CountsAnswer };
        const { n, units, ...groups } = answer.explanationCounts;
        const maps = Object.entries(groups as Record<string, CountRow[]>).map(([name, rows]) => [
          name,
          new Map(rows.map(({ n: own, ...value }) => [plain(value), own])),
        ]);
        expect({ n, units, ...Object.fromEntries(maps) }).toEqual(wanted);
        if (found.size > 0) some += 1;
      },
    ),
    { numRuns: 100 },
  );
  expect(some).toBeGreaterThan(30);
});

type CountRow = { readonly n: number } & Record<string, unknown>;
type CountsAnswer = { readonly n: number; readonly units: number } & Record<string, unknown>;

/** The one value within an answer's objects. */
function plain(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? plain(Object.values(value)[0]) : value;
}

describe('the formula filter', () => {
  const found = async (match: string) =>
    list(
      await answerOf(api.url, `{ formulas(first: 100, where: {formula: ${match}}) { nodes { text } } }`),
      'formulas',
      'nodes',
    ).map((node) => pick(node, 'text'));

  it('matches the same structure however it is written, and any concept where a wildcard stands', async () => {
    expect(await found('{matches: "not sky and ((water))"}')).toEqual(['(NOT sky AND water)', '(water AND NOT sky)']);
    expect(await found('{matches: "water AND NOT *"}')).toEqual(['(NOT sky AND water)', '(water AND NOT sky)']);
    expect(await found('{matches: "(* OR boat) AND *"}')).toEqual(['((boat OR tree) AND sky)']);
    expect(await found('{matches: "NOT *"}')).toEqual(['NOT sky']);
  });

  it('does not match another polarity, another operator or a part', async () => {
    expect(await found('{matches: "water AND sky"}')).toEqual([]);
    expect(await found('{matches: "water OR NOT sky"}')).toEqual([]);
    expect(await found('{matches: "(sky OR tree) AND (boat OR water)"}')).toEqual([]);
  });

  it('finds what a formula contains', async () => {
    expect(await found('{contains: "water AND NOT sky"}')).toEqual([
      '((water AND tree) AND NOT sky)',
      '(NOT sky AND water)',
      '(water AND NOT sky)',
    ]);
    expect(await found('{contains: "NOT * AND (tree OR *)"}')).toEqual(['(((boat OR tree) AND NOT sky) OR water)']);
    expect(await found('{contains: "sky"}')).toEqual(['((boat OR tree) AND sky)', 'sky']);
  });

  it('finds what says the same on all concept sets', async () => {
    expect(await found('{equivalent: "NOT (sky OR NOT water)"}')).toEqual([
      '(NOT sky AND water)',
      '(water AND NOT sky)',
    ]);
    expect(await found('{equivalent: "sky OR (sky AND boat)"}')).toEqual(['sky']);
    expect(await found('{equivalent: "a OR b OR c OR d OR e OR f OR g OR h OR i OR j OR k"}')).toEqual([]);
  });

  it.each([
    ['{matches: "water AND"}', 10],
    ['{contains: "* *"}', 3],
    ['{equivalent: "water AND *"}', 11],
  ])('points at the column of a mistake in %s', async (match, column) => {
    const { errors } = await ask(api.url, `{ formulas(first: 1, where: {formula: ${match}}) { nodes { text } } }`);
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', column } }]);
  });
});
