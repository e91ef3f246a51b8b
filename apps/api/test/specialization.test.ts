import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApi, startApi } from '../src/index.ts';
import { answerOf, ask, list, pick } from './ask.ts';
import { type OpenedStore, openSmallStore, storeRun } from './small-store.ts';

let opened: OpenedStore;
let api: RunningApi;

const unit = (index: number, ...formulas: string[]) => ({
  unit: index,
  explanations: formulas.map((formula, range) => ({ clusterIndex: range + 1, formula, iou: 0.1 * (index + 1) })),
});
const OR = '((sky OR water) OR boat)';
const NOT = '((sky OR water) AND NOT tree)';

beforeAll(async () => {
  opened = await openSmallStore();
  // Default formulas, those of two neurons and more: OR in three, sky in two.
  await storeRun(opened.store, {
    model: 'net',
    version: 'untrained',
    layer: 'conv',
    isBaseline: true,
    units: [unit(0, OR, 'sky'), unit(1, OR, 'sky'), unit(2, OR, 'tree')],
  });
  // Range 1: two unspecialized, a weakly specialized, a specialized one. Range 2: all specialized.
  await storeRun(opened.store, {
    model: 'net',
    version: 'trained',
    layer: 'conv',
    units: [unit(0, OR, 'boat'), unit(1, NOT, 'boat'), unit(2, 'sky', 'tree'), unit(3, 'boat', 'tree')],
  });
  await storeRun(opened.store, { model: 'other', version: 'v1', layer: 'conv', units: [unit(0, OR)] });
  api = await startApi({ store: opened.store, port: 0 });
});

afterAll(async () => {
  await api?.close();
  await opened?.close();
});

describe('the specialization of explanations', () => {
  it('says which class, and which default formula is the reason', async () => {
    const query = `{ explanations(first: 9, where: {modelVersion: {label: {eq: "trained"}}, clusterIndex: {eq: 1}},
      orderBy: {field: UNIT_INDEX, direction: ASC}) { nodes { specialization defaultFormula { text } } } }`;
    expect(list(await answerOf(api.url, query), 'explanations', 'nodes')).toEqual([
      { specialization: 'UNSPECIALIZED', defaultFormula: { text: OR } },
      { specialization: 'WEAKLY_SPECIALIZED', defaultFormula: { text: OR } },
      { specialization: 'UNSPECIALIZED', defaultFormula: { text: 'sky' } },
      { specialization: 'SPECIALIZED', defaultFormula: null },
    ]);
  });

  it('can be asked for', async () => {
    const found = async (filter: string) =>
      pick(
        await answerOf(api.url, `{ explanations(first: 1, where: {specialization: ${filter}}) { totalCount } }`),
        'explanations',
        'totalCount',
      );
    // Of the untrained version five and one, of the trained one two, one and five; of the other model none.
    expect(await found('{eq: UNSPECIALIZED}')).toBe(7);
    expect(await found('{in: [WEAKLY_SPECIALIZED, SPECIALIZED]}')).toBe(7);
    expect(await found('{in: []}')).toBe(0);
  });
});

describe('a run', () => {
  it('knows its baseline, and the default formulas it is classified by, as many as asked for', async () => {
    const query = `{ runs(first: 9, orderBy: {field: STARTED_AT, direction: ASC}) { nodes {
      baselineRun { layer { modelVersion { label } } }
      defaultFormulas { rank unitCount rangeCount formula { text } } most: defaultFormulas(first: 1) { rank } } } }`;
    const baselineRun = { layer: { modelVersion: { label: 'untrained' } } };
    const classified = {
      baselineRun,
      defaultFormulas: [
        { rank: 1, unitCount: 3, rangeCount: 3, formula: { text: OR } },
        { rank: 2, unitCount: 2, rangeCount: 2, formula: { text: 'sky' } },
      ],
      most: [{ rank: 1 }],
    };
    expect(list(await answerOf(api.url, query), 'runs', 'nodes')).toEqual([
      classified,
      classified,
      { baselineRun: null, defaultFormulas: [], most: [] },
    ]);
    const { errors } = await ask(api.url, '{ runs(first: 1) { nodes { defaultFormulas(first: 101) { rank } } } }');
    expect(errors).toMatchObject([{ message: 'Expected first from 1 to 100; got 101.' }]);
  });
});

describe('the rise of specialization', () => {
  const rises = async (model: string) =>
    list(
      await answerOf(
        api.url,
        `{ model(name: "${model}") { trend(layer: "conv") { versions { unitCount layerUnitCount
          run { specializationRise { lowest highest n difference lower upper rises } } } } } }`,
      ),
      ...['model', 'trend', 'versions'],
    );

  it('is over the neurons that have both ranges, with the interval of paired shares', async () => {
    const [, trained] = await rises('net');
    // Both: 1 of 4; only range 2: 3 of 4. Shares 0.25 (0.0456 to 0.6994) and 1 (0.5101 to 1), φ 0 as a margin is empty:
    // 0.75 − √(0.4899² + 0.4494²) = 0.0852, 0.75 + √(0² + 0.2044²) = 0.9544.
    expect(trained).toEqual({
      unitCount: 4,
      layerUnitCount: 4,
      run: {
        specializationRise: {
          lowest: 1,
          highest: 2,
          n: 4,
          difference: 0.75,
          rises: 'YES',
          lower: expect.closeTo(0.0852, 3),
          upper: expect.closeTo(0.9544, 3),
        },
      },
    });
  });

  it('is not known where there is no baseline', async () => {
    expect(await rises('other')).toMatchObject([{ run: { specializationRise: null } }]);
  });
});

describe('a trend', () => {
  const trendOf = async (model: string) => {
    const query = `{ model(name: "${model}") { trend(layer: "conv") { versions { points {
      specializationShares { specialization n share } specializedShare { share lower upper } } } } } }`;
    return list(await answerOf(api.url, query), 'model', 'trend', 'versions');
  };

  it('counts the classes of each range, with the interval of the specialized share', async () => {
    const [untrained, trained] = await trendOf('net');
    expect(list(trained ?? null, 'points')).toEqual([
      {
        specializationShares: [
          { specialization: 'UNSPECIALIZED', n: 2, share: 0.5 },
          { specialization: 'WEAKLY_SPECIALIZED', n: 1, share: 0.25 },
          { specialization: 'NOT_NAMEABLE', n: 0, share: 0 },
          { specialization: 'SPECIALIZED', n: 1, share: 0.25 },
        ],
        // z = 1.96, z² = 3.8415: centre (0.25 + 3.8415/8) / (1 + 3.8415/4) = 0.37247,
        // reach 1.96 / 1.96036 · √(0.25 · 0.75 / 4 + 3.8415 / 64) = 0.32689.
        specializedShare: { share: 0.25, lower: expect.closeTo(0.04559, 5), upper: expect.closeTo(0.69936, 5) },
      },
      {
        specializationShares: [
          { specialization: 'UNSPECIALIZED', n: 0, share: 0 },
          { specialization: 'WEAKLY_SPECIALIZED', n: 0, share: 0 },
          { specialization: 'NOT_NAMEABLE', n: 0, share: 0 },
          { specialization: 'SPECIALIZED', n: 4, share: 1 },
        ],
        // 1 / (1 + 3.8415/4) = 0.51011.
        specializedShare: { share: 1, lower: expect.closeTo(0.51011, 5), upper: 1 },
      },
    ]);
    // Range 2 of the untrained version: sky twice, tree once.
    expect(pick(untrained ?? null, 'points', 1, 'specializedShare', 'share')).toBe(1 / 3);
  });

  it('has no shares where the model has no baseline', async () => {
    expect(await trendOf('other')).toEqual([{ points: [{ specializationShares: null, specializedShare: null }] }]);
  });
});
