import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RunningApi, startApi } from '../src/index.ts';
import { answerOf, list } from './ask.ts';
import { type OpenedStore, openSmallStore, storeConceptMask, storeRun } from './small-store.ts';

let opened: OpenedStore;
let api: RunningApi;
const statements: string[] = [];

beforeAll(async () => {
  opened = await openSmallStore();
  for (const model of ['a', 'b'])
    for (const [index, version] of ['v0', 'v1', 'v2'].entries())
      for (const layer of ['conv1', 'conv2'])
        await storeRun(opened.store, {
          model,
          version,
          layer,
          isBaseline: index === 0,
          trainingRun: model,
          units: [0, 1, 2, 3].map((unit) => ({
            unit,
            explanations: [1, 2, 3].map((clusterIndex) => ({
              clusterIndex,
              // The second version knows neither boat nor tree.
              formula:
                ['sky', '(water AND NOT sky)', index === 1 ? 'sky' : '((boat OR tree) AND sky)'][clusterIndex - 1] ??
                '',
              iou: 0.1 * clusterIndex + 0.01 * unit,
            })),
          })),
        });
  await storeConceptMask(opened.store, 1);
  api = await startApi({ store: opened.store, port: 0, onStatement: (sql) => statements.push(sql) });
});

afterAll(async () => {
  await api?.close();
  await opened?.close();
});

beforeEach(() => {
  statements.length = 0;
});

/* Every offered shape of query with the statements that it may cost, however many rows it answers. */
const COSTS: readonly (readonly [statements: number, name: string, query: string])[] = [
  [
    3,
    'models → versions → layers',
    '{ models(first: 9) { nodes { name versions(first: 9) { nodes { label layers(first: 9) { nodes { name } } } } } } }',
  ],
  [
    8,
    'models → versions → layers → units → clusters → explanation → formula → concepts',
    `{ models(first: 5) { nodes { versions(first: 5) { nodes { layers(first: 5) { nodes { units(first: 9) { nodes {
      clusters { explanation { formula { text concepts { negated concept { name } } } } } } } } } } } } } }`,
  ],
  [
    5,
    'units → clusters → explanation → formula → concepts',
    '{ units(first: 99) { nodes { clusters { explanation { iou formula { concepts { concept { name category } } } } } } } }',
  ],
  [
    4,
    'units → history with what each version found',
    '{ units(first: 50) { nodes { history { unitIndex outcome min max mean zeroShare problem histogram { counts } clusters { lower upper } } } } }',
  ],
  [
    6,
    'a history with versions and best formulas',
    `{ units(first: 50) { nodes { history { layer { modelVersion { label } } clusters { explanation { iou } } } } } }`,
  ],
  [2, 'units → previous and next', '{ units(first: 99) { nodes { previous { unitIndex } next { unitIndex } } } }'],
  [
    3,
    'clusters → samples',
    '{ units(first: 99) { nodes { clusters { samples { rank overlayUrl sample { key imageUrl } } } } } }',
  ],
  [
    5,
    'samples → masks of the formula’s concepts',
    '{ units(first: 99) { nodes { clusters { samples { conceptMasks { pixels maskUrl concept { name } } } } } } }',
  ],
  [
    6,
    'explanations → unit → layer → version → model, and formula',
    `{ explanations(first: 99) { nodes { unit { layer { name modelVersion { label model { name } } } } formula { text } } } }`,
  ],
  [
    3,
    'explanations → specialization and default formula with its concepts',
    '{ explanations(first: 99) { nodes { specialization defaultFormula { text concepts { negated } } } } }',
  ],
  [
    4,
    'runs → baseline → default formulas',
    '{ runs(first: 99) { nodes { baselineRun { defaultFormulas(first: 5) { rank formula { text } } } } } }',
  ],
  [
    3,
    'units → clusters → importance, and explanation → label masking',
    `{ units(first: 99) { nodes { clusters { importance { changed samples share }
      explanation { labelMasking labelMaskingSamples } } } } }`,
  ],
  [
    2,
    'runs → range importance',
    '{ runs(first: 99) { nodes { labelMaskingSeed labelMaskingLimit rangeImportance { clusterIndex changed share } } } }',
  ],
  [3, 'explanations → cluster and run', '{ explanations(first: 99) { nodes { cluster { share } run { status } } } }'],
  [3, 'layers → run → probe dataset', '{ layers(first: 99) { nodes { run { status probeDataset { name } } } } }'],
  [2, 'layers → runs', '{ layers(first: 99) { nodes { runs(first: 5) { nodes { status timings { totalMs } } } } } }'],
  [2, 'layers → explanations', '{ layers(first: 99) { nodes { explanations(first: 5) { nodes { iou length } } } } }'],
  [
    3,
    'layers → explanations, filtered by a concept and ordered',
    `{ layers(first: 99) { nodes { explanations(last: 5, where: {concept: {name: {eq: "sky"}}}, orderBy: {field: LIFT, direction: DESC}) {
      nodes { iou } } } } }`,
  ],
  [2, 'formulas → explanations', '{ formulas(first: 99) { nodes { explanations(first: 5) { nodes { iou } } } } }'],
  [
    3,
    'formulas → concepts and dataset',
    '{ formulas(first: 99) { nodes { concepts { negated } probeDataset { name } } } }',
  ],
  [
    4,
    'models → latest version, baseline, layer names',
    '{ models(first: 9) { nodes { latestVersion { label } baseline { label } layerNames } } }',
  ],
  [2, 'models → a version by label', '{ models(first: 9) { nodes { version(label: "v1") { label } } } }'],
  [2, 'versions → a layer by name', '{ modelVersions(first: 99) { nodes { layer(name: "conv1") { name } } } }'],
  [2, 'concepts → dataset', '{ concepts(first: 99) { nodes { probeDataset { name } } } }'],
  [
    3,
    'datasets → concepts and samples',
    '{ probeDatasets(first: 9) { nodes { concepts(first: 9) { nodes { name } } samples(first: 9) { nodes { key } } } } }',
  ],
  [3, 'runs → layer and dataset', '{ runs(first: 99) { nodes { layer { name } probeDataset { name } } } }'],
  [4, 'a unit by its path', '{ unit(model: "a", version: "v1", layer: "conv1", unitIndex: 2) { id } }'],
  [
    6,
    'a trend',
    `{ model(name: "a") { trend(layer: "conv1") { clusterCount versions { modelVersion { label } run { status }
      points { n iou { median } lengthShares { length n } specializationShares { n } specializedShare { lower } } } } } }`,
  ],
  [4, 'trends of all models', '{ models(first: 9) { nodes { trend(layer: "conv1") { versions { points { n } } } } } }'],
  [3, 'runs → points', '{ runs(first: 99) { nodes { points { n lift { meanLower } } } } }'],
  [2, 'runs → how specialization rises', '{ runs(first: 99) { nodes { specializationRise { n rises } } } }'],
  [
    10,
    'a comparison with its rows, formulas and concepts',
    `{ compare(model: "a", a: "v1", b: "v2") { summary { n } ranges { counts { n } } layers { runBefore { status } runAfter { status } }
      rows(first: 99) { nodes { status before { iou formula { text } } after { iou } diff { kept { concept { name } } } unit { unitIndex } } } } }`,
  ],
  [
    // One says which neurons both runs have done.
    8,
    'concepts gained and lost',
    `{ compare(model: "a", a: "v1", b: "v2", layer: "conv1") { conceptsGained { concept { name } bestExplanation { iou } }
      conceptsLost(minIou: 1) { concept { name } } } }`,
  ],
  [
    8,
    'a concept index with concepts, ranges and best explanations',
    `{ conceptIndex(model: "a", version: "v1", first: 99) { totalCount nodes { concept { name } ranges { positive } bestExplanation { iou } } } }`,
  ],
  [
    7,
    'a unit’s history with versions and formulas',
    `{ unitHistory(model: "a", layer: "conv1", unitIndex: 1) { versions { modelVersion { label } run { status } explanations { formula { text } } } } }`,
  ],
  [
    4,
    'a distribution',
    '{ distribution(model: "a", version: "v1", layer: "conv1", metric: IOU) { counts ranges { counts } } }',
  ],
];

describe('the number of SQL statements does not grow with the rows', () => {
  it.each(COSTS)('%i for %s', async (expected, _, query) => {
    await answerOf(api.url, query);
    expect(statements, statements.join('\n')).toHaveLength(expected);
    expect(statements.map(readable).sort()).toMatchSnapshot();
  });
});

/* Every filter by itself, with the lists that offer it. */
const FILTERS: readonly (readonly [list: string, where: string])[] = [
  ['models', '{name: {startsWith: "a"}}'],
  [
    'modelVersions',
    '{model: {name: {eq: "a"}}, label: {in: ["v1"]}, sequence: {gt: 0}, isBaseline: false, accuracy: {gte: 0.1}}',
  ],
  ['layers', '{modelVersion: {label: {eq: "v1"}}, name: {eq: "conv1"}, op: {eq: "Conv"}}'],
  ['units', '{layer: {name: {eq: "conv1"}}, unitIndex: {lt: 2}, outcome: {eq: EXPLAINED}}'],
  ['units', '{explanation: {clusterIndex: {eq: 3}, concept: {name: {eq: "sky"}, negated: false}}}'],
  ['explanations', '{modelVersion: {label: {eq: "v1"}, model: {name: {eq: "a"}}}, layer: {name: {eq: "conv1"}}}'],
  ['explanations', '{unit: {unitIndex: {eq: 1}, outcome: {in: [EXPLAINED, FEW_VALUES]}}, clusterIndex: {eq: 3}}'],
  [
    'explanations',
    '{iou: {gt: 0.1}, lift: {gt: 1}, chance: {lt: 0.5}, length: {lte: 2}, specialization: {eq: SPECIALIZED}}',
  ],
  ['explanations', '{grade: {eq: CLEAR}, timesShuffled: {gt: 2}}'],
  ['explanations', '{grade: {in: [UNCLEAR, NONE]}}'],
  ['explanations', '{concept: {name: {eq: "sky"}, category: {eq: "object"}, negated: true}}'],
  ['explanations', '{formula: {matches: "water AND NOT sky"}}'],
  ['explanations', '{formula: {matches: "water AND NOT *"}}'],
  ['explanations', '{formula: {contains: "boat OR tree"}}'],
  ['explanations', '{formula: {equivalent: "NOT (sky OR NOT water)"}}'],
  ['explanations', '{or: [{iou: {gt: 0.2}}, {not: {length: {eq: 1}}}]}'],
  ['formulas', '{concept: {name: {eq: "sky"}}, length: {eq: 2}, text: {startsWith: "("}, formula: {contains: "sky"}}'],
  ['concepts', '{name: {startsWith: "s"}, category: {eq: "object"}, pixelShare: {lt: 0.9}}'],
  ['runs', '{status: {eq: COMPLETED}, layer: {name: {eq: "conv1"}}}'],
];

it.each(FILTERS)('asks for %s where %s by this SQL', async (name, where) => {
  await answerOf(api.url, `{ ${name}(first: 3, where: ${where}) { totalCount nodes { id } } }`);
  expect(new Set(statements).size, 'no statement runs twice').toBe(statements.length);
  expect(statements.map(readable).sort()).toMatchSnapshot();
});

/** A statement in lines, without its list of columns. Those of one level may go out in any order. */
function readable(sql: string): string {
  return sql
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^select ("[a-z_]+", )+"[a-z_]+" from/, 'select … from')
    .replaceAll(/ (from|where|order by|group by|limit|cross join|inner join|left join|union all) /g, '\n  $1 ');
}

describe('totalCount', () => {
  it('looks up what a nested list’s filter names once, for rows and number', async () => {
    const where = '{formula: {contains: "boat OR tree"}}';
    await answerOf(
      api.url,
      `{ layers(first: 50) { nodes { explanations(first: 2, where: ${where}) { totalCount nodes { id } } } } }`,
    );
    // Layers, the pattern's concepts, its formulas, the rows, their number.
    expect(statements, statements.join('\n')).toHaveLength(5);
  });

  it('looks up what a filter of counts names once, however many of them are asked for', async () => {
    const where = '{concept: {name: {eq: "sky"}}}';
    await answerOf(api.url, `{ explanationCounts(where: ${where}) { n units categories { n } } }`);
    expect(new Set(statements).size).toBe(statements.length);
    expect(statements, statements.join('\n')).toHaveLength(4);
  });

  it('costs one statement when it is selected', async () => {
    const answer = await answerOf(api.url, '{ units(first: 1) { totalCount nodes { unitIndex } } }');
    // 2 models × 3 versions × 2 layers × 4 units.
    expect(answer).toEqual({ units: { totalCount: 48, nodes: [{ unitIndex: 0 }] } });
    expect(statements).toHaveLength(2);
  });

  it('costs one statement for all parents of a nested list', async () => {
    const answer = await answerOf(
      api.url,
      '{ layers(first: 50) { nodes { units(first: 1, where: {unitIndex: {gt: 1}}) { totalCount } } } }',
    );
    expect(list(answer, 'layers', 'nodes')).toEqual(Array(12).fill({ units: { totalCount: 2 } }));
    expect(statements).toHaveLength(3);
  });
});

it('asks the same once: equal nodes of one request share a statement', async () => {
  const [id] = list(await answerOf(api.url, '{ units(first: 1) { nodes { id } } }'), 'units', 'nodes');
  statements.length = 0;
  const { id: unit } = id as { id: string };
  await answerOf(
    api.url,
    'query($id: ID!) { a: node(id: $id) { id } b: node(id: $id) { id } nodes(ids: [$id, $id]) { id } }',
    {
      id: unit,
    },
  );
  expect(statements).toHaveLength(1);
});
