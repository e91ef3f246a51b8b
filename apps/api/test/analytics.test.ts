import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApi, startApi } from '../src/index.ts';
import { answerOf, ask, list, pick } from './ask.ts';
import { AFTER, BEFORE, PARTIAL, UNTRAINED } from './compared-versions.ts';
import { type OpenedStore, openSmallStore, storeRun } from './small-store.ts';

let opened: OpenedStore;
let api: RunningApi;

beforeAll(async () => {
  opened = await openSmallStore();
  for (const run of PARTIAL) await storeRun(opened.store, run);
  for (const run of [UNTRAINED, BEFORE, AFTER]) await storeRun(opened.store, run);
  await storeRun(opened.store, { ...AFTER, layer: 'late' });
  await storeRun(opened.store, { ...BEFORE, layer: 'early' });
  for (const run of [BEFORE, AFTER]) await storeRun(opened.store, { ...run, layer: 'other', settings: run.version });
  api = await startApi({ store: opened.store, port: 0, rateLimit: { burst: 1e9 } });
});

afterAll(async () => {
  await api?.close();
  await opened?.close();
});

const compared = async (fields: string, args = '') =>
  pick(await answerOf(api.url, `{ compare(model: "net", a: "v1", b: "v2"${args}) { ${fields} } }`), 'compare');

const COUNTS = 'n inBoth same changed appeared disappeared newlySpecialized lostSpecialization meanDeltaIou';

describe('compare', () => {
  it('counts what became of the ranges of units that both runs have done', async () => {
    const answer = await compared(`summary { ${COUNTS} } ranges { clusterIndex counts { ${COUNTS} } }`);
    // Explained in both: +0.2, 0, −0.3, +0.5: 0.4 / 4.
    expect(pick(answer, 'summary')).toEqual({
      n: 6,
      inBoth: 4,
      same: 2,
      changed: 2,
      appeared: 1,
      disappeared: 1,
      newlySpecialized: 1,
      lostSpecialization: 0,
      meanDeltaIou: expect.closeTo(0.1),
    });
    expect(list(answer, 'ranges')).toMatchObject([
      { clusterIndex: 1, counts: { n: 2, same: 1, appeared: 1, meanDeltaIou: expect.closeTo(0.2) } },
      { clusterIndex: 2, counts: { n: 2, same: 1, disappeared: 1, meanDeltaIou: expect.closeTo(0) } },
      { clusterIndex: 3, counts: { n: 2, changed: 2, newlySpecialized: 1, meanDeltaIou: expect.closeTo(0.1) } },
    ]);
  });

  it('speaks of one set of neurons: concepts, too, are only those of neurons that both runs have done', async () => {
    const answer = await answerOf(
      api.url,
      `{ compare(model: "partial", a: "v1", b: "v2") { summary { ${COUNTS} }
        layers { unitCount unitsCompared unitsBefore unitsAfter }
        conceptsGained { concept { name } positive } conceptsLost { concept { name } positive bestIou }
        weak: conceptsLost(minIou: 0.1) { concept { name } positive bestIou bestExplanation { unit { unitIndex } } } } }`,
    );
    // Neuron 2 alone knows boat, and was looked at before only; neuron 3 alone knows tree, and after only. Of sky, one
    // of two ranges is left, that of neuron 0.
    expect(pick(answer, 'compare')).toMatchObject({
      summary: { n: 2, inBoth: 2, same: 2, changed: 0 },
      layers: [{ unitCount: 8, unitsCompared: 2, unitsBefore: 3, unitsAfter: 3 }],
      conceptsGained: [],
      conceptsLost: [],
      weak: [],
    });
    const back = await answerOf(
      api.url,
      `{ compare(model: "partial", a: "v1", b: "v3") { layers { unitsCompared } conceptsLost { concept { name } positive bestIou
        bestExplanation { unit { unitIndex } } } } }`,
    );
    expect(pick(back, 'compare')).toEqual({
      layers: [{ unitsCompared: 1 }],
      conceptsLost: [
        { concept: { name: 'sky' }, positive: 1, bestIou: 0.3, bestExplanation: { unit: { unitIndex: 0 } } },
      ],
    });
  });

  it('says which layers it compares and why it leaves others out', async () => {
    expect(
      await compared(
        'before { label } after { label } layers { name runBefore { status } runAfter { layer { modelVersion { label } } } } skippedLayers { name reason }',
      ),
    ).toEqual({
      before: { label: 'v1' },
      after: { label: 'v2' },
      layers: [
        { name: 'conv', runBefore: { status: 'COMPLETED' }, runAfter: { layer: { modelVersion: { label: 'v2' } } } },
      ],
      skippedLayers: [
        { name: 'early', reason: 'ONLY_BEFORE' },
        { name: 'late', reason: 'ONLY_AFTER' },
        { name: 'other', reason: 'NO_EQUAL_RUNS' },
      ],
    });
    expect(await compared('layers { name } skippedLayers { name }', ', layer: "late"')).toEqual({
      layers: [],
      skippedLayers: [{ name: 'late' }],
    });
  });

  it('shows the largest change of overlap first, a missing explanation as overlap 0, with both explanations', async () => {
    const rows = await compared(`rows(first: 50) { totalCount nodes { layer unitIndex clusterIndex status deltaIou
      specializationChange unit { layer { modelVersion { label } } } before { formula { text } cluster { clusterIndex } }
      after { formula { text } } } }`);
    expect(pick(rows, 'rows', 'totalCount')).toBe(6);
    expect(list(rows, 'rows', 'nodes').map((row) => [pick(row, 'unitIndex'), pick(row, 'clusterIndex')])).toEqual([
      [1, 3],
      [1, 2],
      [0, 3],
      [1, 1],
      [0, 1],
      [0, 2],
    ]);
    expect(list(rows, 'rows', 'nodes')).toMatchObject([
      {
        status: 'CHANGED',
        deltaIou: expect.closeTo(0.5),
        specializationChange: 'NEWLY_SPECIALIZED',
        before: { formula: { text: 'sky' }, cluster: { clusterIndex: 3 } },
        after: { formula: { text: '(sky AND tree)' } },
        unit: { layer: { modelVersion: { label: 'v2' } } },
      },
      { status: 'DISAPPEARED', deltaIou: -0.5, before: { formula: { text: 'boat' } }, after: null },
      { status: 'CHANGED', deltaIou: expect.closeTo(-0.3), specializationChange: null },
      { status: 'APPEARED', deltaIou: 0.25, before: null, after: { formula: { text: 'tree' } } },
      { status: 'SAME', deltaIou: expect.closeTo(0.2) },
      // Written in another order, but the same structure.
      { status: 'SAME', deltaIou: 0, before: { formula: { text: '(sky OR boat)' } } },
    ]);
  });

  it('tells which concepts a formula kept, gained and lost, with their polarity', async () => {
    const rows =
      await compared(`rows(first: 50, orderBy: {field: UNIT_INDEX}, changedOnly: true) { nodes { unitIndex clusterIndex
      diff { kept { concept { name } negated } added { concept { name } negated } removed { concept { name } negated } } } }`);
    const use = (name: string, negated = false) => ({ concept: { name }, negated });
    expect(list(rows, 'rows', 'nodes')).toEqual([
      { unitIndex: 0, clusterIndex: 3, diff: { kept: [use('water')], added: [use('tree', true)], removed: [] } },
      { unitIndex: 1, clusterIndex: 1, diff: { kept: [], added: [use('tree')], removed: [] } },
      { unitIndex: 1, clusterIndex: 2, diff: { kept: [], added: [], removed: [use('boat')] } },
      { unitIndex: 1, clusterIndex: 3, diff: { kept: [use('sky')], added: [use('tree')], removed: [] } },
    ]);
  });

  it('filters by status, range and change of specialization', async () => {
    const found = async (where: string) =>
      list(await compared(`rows(first: 9, where: ${where}) { nodes { unitIndex clusterIndex } }`), 'rows', 'nodes');
    expect(await found('{status: {eq: APPEARED}}')).toEqual([{ unitIndex: 1, clusterIndex: 1 }]);
    expect(await found('{specializationChange: {eq: NEWLY_SPECIALIZED}}')).toEqual([{ unitIndex: 1, clusterIndex: 3 }]);
    expect(await found('{clusterIndex: {eq: 3}, deltaIou: {lt: 0}}')).toEqual([{ unitIndex: 0, clusterIndex: 3 }]);
  });

  it('names the concepts that a version knows beyond an overlap and the other does not', async () => {
    const change = '{ concept { name } positive bestIou bestExplanation { formula { text } } }';
    const answer = await compared(`conceptsGained ${change} conceptsLost ${change}
      strictly: conceptsLost(minIou: 0.35) { concept { name } }`);
    expect(answer).toEqual({
      conceptsGained: [
        {
          concept: { name: 'tree' },
          positive: 2,
          bestIou: 0.6,
          bestExplanation: { formula: { text: '(sky AND tree)' } },
        },
      ],
      conceptsLost: [],
      // boat .5 → .2, water .4 → .1.
      strictly: [{ concept: { name: 'boat' } }, { concept: { name: 'water' } }],
    });
  });

  it('finds everything the same in a version compared with itself', async () => {
    const answer = await answerOf(
      api.url,
      `{ compare(model: "net", a: "v2", b: "v2", layer: "conv") { summary { n same meanDeltaIou } conceptsGained { positive }
        rows(first: 9, changedOnly: true) { totalCount } } }`,
    );
    expect(answer).toEqual({
      compare: { summary: { n: 5, same: 5, meanDeltaIou: 0 }, conceptsGained: [], rows: { totalCount: 0 } },
    });
  });

  it('compares two runs of whatever settings', async () => {
    const runs = list(
      await answerOf(
        api.url,
        '{ layer(model: "net", version: "v2", name: "other") { runs(first: 1) { nodes { id } } } }',
      ),
      'layer',
      'runs',
      'nodes',
    );
    const [a] = list(
      await answerOf(
        api.url,
        '{ layer(model: "net", version: "v1", name: "conv") { runs(first: 1) { nodes { id } } } }',
      ),
      'layer',
      'runs',
      'nodes',
    );
    const ids = { a: pick(a ?? null, 'id'), b: pick(runs[0] ?? null, 'id') };
    const query =
      'query($a: ID!, $b: ID!) { compareRuns(a: $a, b: $b) { summary { n same } layers { name } after { label } } }';
    expect(await answerOf(api.url, query, ids)).toEqual({
      compareRuns: { summary: { n: 6, same: 2 }, layers: [{ name: 'other' }], after: { label: 'v2' } },
    });
    const { errors } = await ask(api.url, query, { ...ids, a: Buffer.from('Layer:1').toString('base64') });
    expect(errors).toMatchObject([{ message: 'Expected the id of a Run; got one of a Layer.' }]);
  });

  it('is null without such a version and an error without such a layer', async () => {
    expect(await answerOf(api.url, '{ compare(model: "net", a: "v1", b: "v9") { summary { n } } }')).toEqual({
      compare: null,
    });
    const { errors } = await ask(api.url, '{ compare(model: "net", a: "v1", b: "v2", layer: "x") { summary { n } } }');
    expect(errors).toMatchObject([{ message: 'Expected a layer of v1 or v2; neither has "x".' }]);
  });
});

describe('conceptIndex', () => {
  it('says which concepts a version knows, where and how well', async () => {
    const answer = await answerOf(
      api.url,
      `{ conceptIndex(model: "net", version: "v2", layer: "conv", first: 9) { totalCount nodes { concept { name } positive negated
        bestIou meanIou bestExplanation { unit { unitIndex } clusterIndex } ranges { clusterIndex positive negated bestIou } } } }`,
    );
    expect(pick(answer, 'conceptIndex', 'totalCount')).toBe(4);
    expect(list(answer, 'conceptIndex', 'nodes')).toEqual([
      {
        concept: { name: 'sky' },
        positive: 3,
        negated: 0,
        bestIou: 0.6,
        meanIou: expect.closeTo(1.1 / 3),
        bestExplanation: { unit: { unitIndex: 1 }, clusterIndex: 3 },
        ranges: [
          { clusterIndex: 1, positive: 1, negated: 0, bestIou: 0.3 },
          { clusterIndex: 2, positive: 1, negated: 0, bestIou: 0.2 },
          { clusterIndex: 3, positive: 1, negated: 0, bestIou: 0.6 },
        ],
      },
      expect.objectContaining({
        concept: { name: 'tree' },
        positive: 2,
        negated: 1,
        bestIou: 0.6,
        meanIou: expect.closeTo(0.425),
      }),
      expect.objectContaining({ concept: { name: 'boat' }, positive: 1 }),
      expect.objectContaining({ concept: { name: 'water' }, positive: 1 }),
    ]);
  });
});

describe('unitHistory', () => {
  it('follows a unit over the versions', async () => {
    const answer = await answerOf(
      api.url,
      `{ unitHistory(model: "net", layer: "conv", unitIndex: 1) { versions { modelVersion { label } unit { unitIndex }
        explanations { clusterIndex formula { text } iou specialization } } } }`,
    );
    expect(list(answer, 'unitHistory', 'versions')).toMatchObject([
      { modelVersion: { label: 'v0' }, explanations: [{ clusterIndex: 1, formula: { text: 'sky' }, iou: 0.05 }] },
      {
        modelVersion: { label: 'v1' },
        explanations: [{ clusterIndex: 2 }, { clusterIndex: 3, specialization: 'UNSPECIALIZED' }],
      },
      {
        modelVersion: { label: 'v2' },
        unit: { unitIndex: 1 },
        explanations: [{ clusterIndex: 1 }, { clusterIndex: 3, iou: 0.6, specialization: 'SPECIALIZED' }],
      },
    ]);
    expect(await answerOf(api.url, '{ unitHistory(model: "net", layer: "conv", unitIndex: 9) { layer } }')).toEqual({
      unitHistory: null,
    });
  });
});

describe('distribution', () => {
  const distribution = async (metric: string, bins: number) =>
    pick(
      await answerOf(
        api.url,
        `{ distribution(model: "net", version: "v2", layer: "conv", metric: ${metric}, bins: ${bins}) {
          lower upper bins counts ranges { clusterIndex n missing counts } } }`,
      ),
      'distribution',
    );

  it('counts values in bins of equal width, the greatest in the last', async () => {
    // .3 .2 .1 .25 .6 in bins from .1 to .6: [.1 .35) [.35 .6].
    expect(await distribution('IOU', 2)).toEqual({
      lower: 0.1,
      upper: 0.6,
      bins: 2,
      counts: [4, 1],
      ranges: [
        { clusterIndex: 1, n: 2, missing: 0, counts: [2, 0] },
        { clusterIndex: 2, n: 1, missing: 0, counts: [1, 0] },
        { clusterIndex: 3, n: 2, missing: 0, counts: [1, 1] },
      ],
    });
  });

  it('has a bin for each length, and one bin of equal values', async () => {
    expect(await distribution('LENGTH', 7)).toMatchObject({ lower: 0.5, upper: 2.5, bins: 2, counts: [2, 3] });
    expect(await distribution('SAMPLE_COVERAGE', 3)).toMatchObject({ lower: 1, upper: 1, bins: 3, counts: [5, 0, 0] });
  });

  it('refuses numbers of bins that no page shows', async () => {
    const { errors } = await ask(
      api.url,
      '{ distribution(model: "net", version: "v2", layer: "conv", metric: IOU, bins: 201) { bins } }',
    );
    expect(errors).toMatchObject([{ message: 'Expected bins from 1 to 200; got 201.' }]);
  });
});
