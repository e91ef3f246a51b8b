import { writeRangeChanges } from '@strata/db';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApi, startApi } from '../src/index.ts';
import { answerOf, list, pick } from './ask.ts';
import { type OpenedStore, openSmallStore, type SmallRun, storeRun } from './small-store.ts';

let opened: OpenedStore;
let api: RunningApi;

/** Of each unit, its ranges' formulas from the lowest; IoU 0.3, and how many of five folds change the formula. */
function version(
  label: string,
  formulas: readonly (readonly (string | null)[])[],
  folds: readonly number[] = [],
): SmallRun {
  return {
    model: 'net',
    version: label,
    layer: 'conv',
    units: formulas.map((own, unit) => ({
      unit,
      explanations: own.flatMap((formula, range) =>
        formula === null ? [] : [{ clusterIndex: range + 1, formula, iou: 0.3, changedFolds: folds[unit] ?? 0 }],
      ),
    })),
  };
}

/*
 * Unit 0: the old ranges 1 and 2 are the new 1 and 3: water is the same, boat is gone, tree appeared. Unit 1: not computed.
 * Units 2 to 4: sky became boat, tree or (sky OR water). Unit 3 changes in a fold of the old version's images alone.
 */
const BEFORE = version('v1', [['sky', 'water', 'boat'], ['sky'], ['sky'], ['sky'], ['sky']], [0, 0, 0, 1, 0]);
const AFTER = version(
  'v2',
  [['sky', 'tree', 'water'], ['tree'], ['boat'], ['tree'], ['(sky OR water)']],
  [0, 0, 0, 0, 5],
);

beforeAll(async () => {
  opened = await openSmallStore();
  const { store } = opened;
  const fromRunId = await storeRun(store, BEFORE);
  const runId = await storeRun(store, AFTER);
  await storeRun(store, { ...version('other', [['sky'], ['boat'], ['boat']]), trainingRun: 'second' });
  const one = (change: 'NEW_MEANING' | 'SHIFTED' | 'REWORDED', kept: number, similarity: number) => [
    { clusterIndex: 1, fromClusterIndex: 1, kept, similarity, change },
  ];
  await writeRangeChanges(store, {
    runId,
    fromRunId,
    units: [
      {
        unit: 0,
        ranges: [
          { clusterIndex: 1, fromClusterIndex: 1, kept: 0.3, similarity: 1, change: 'SAME' },
          { clusterIndex: 2, fromClusterIndex: null, kept: null, similarity: null, change: null },
          { clusterIndex: 3, fromClusterIndex: 2, kept: 0.3, similarity: 1, change: 'SAME' },
        ],
      },
      { unit: 2, ranges: one('NEW_MEANING', 0.01, 0.1) },
      { unit: 3, ranges: one('SHIFTED', 0.1, 0.5) },
      { unit: 4, ranges: one('REWORDED', 0.2, 0.85) },
    ],
  });
  api = await startApi({ store, port: 0, rateLimit: { burst: 1e9 } });
});

afterAll(async () => {
  await api?.close();
  await opened?.close();
});

const compared = async (fields: string, b = 'v2') =>
  pick(await answerOf(api.url, `{ compare(model: "net", a: "v1", b: "${b}") { ${fields} } }`), 'compare');

describe('a change of meaning', () => {
  it('is told range by range, with the old range that is met, and null where it was not computed', async () => {
    const answer = await compared(`rows(first: 20, orderBy: {field: UNIT_INDEX, direction: ASC}) { nodes {
      unitIndex clusterIndex clusterIndexBefore status change kept similarity meaningChanged } }`);
    const row = (unitIndex: number, clusterIndex: number, rest: object) => ({ unitIndex, clusterIndex, ...rest });
    const none = { kept: null, similarity: null, meaningChanged: false };
    const same = { status: 'SAME', change: 'SAME', kept: 0.3, similarity: 1, meaningChanged: false };
    const other = { clusterIndexBefore: 1, status: 'CHANGED' };
    expect(list(answer, 'rows', 'nodes')).toEqual([
      row(0, 1, { clusterIndexBefore: 1, ...same }),
      row(0, 2, { clusterIndexBefore: null, status: 'APPEARED', change: null, ...none }),
      row(0, 3, { clusterIndexBefore: 2, ...same }),
      row(0, 3, { clusterIndexBefore: 3, status: 'DISAPPEARED', change: null, ...none }),
      row(1, 1, { ...other, change: null, ...none }),
      row(2, 1, { ...other, change: 'NEW_MEANING', kept: 0.01, similarity: 0.1, meaningChanged: true }),
      // A part of the older images alone changes it.
      row(3, 1, { ...other, change: 'SHIFTED', kept: 0.1, similarity: 0.5, meaningChanged: false }),
      row(4, 1, { ...other, change: 'REWORDED', kept: 0.2, similarity: 0.85, meaningChanged: false }),
    ]);
  });

  it('is counted by class beside what other images alone would change', async () => {
    const counts = 'n inBoth same reworded shifted newMeaning notComputed meaningChanged appeared disappeared';
    const answer = await compared(
      `pairing summary { ${counts} } floor { value lower upper units } deltaIou { value lower upper }`,
    );
    expect(answer).toMatchObject({
      pairing: 'UNITS',
      summary: {
        n: 8,
        inBoth: 6,
        same: 2,
        reworded: 1,
        shifted: 1,
        newMeaning: 1,
        notComputed: 1,
        meaningChanged: 1,
        appeared: 1,
        disappeared: 1,
      },
      // Of the later version's units one changes in all its folds, four in none.
      floor: { value: 0.2, units: 5 },
      deltaIou: { value: 0, lower: 0, upper: 0 },
    });
  });

  it('is filtered by, and what means the same is left out when asked', async () => {
    const found = async (args: string) =>
      list(await compared(`rows(first: 20, ${args}) { nodes { unitIndex } }`), 'rows', 'nodes').map(
        (row) => (row as { unitIndex: number }).unitIndex,
      );
    expect((await found('where: {change: {in: [NEW_MEANING, SHIFTED]}}')).sort()).toEqual([2, 3]);
    expect(await found('where: {meaningChanged: true}')).toEqual([2]);
    expect(await found('where: {kept: {lt: 0.05}}')).toEqual([2]);
    expect(await found('where: {similarity: {gte: 0.8, lt: 1}}')).toEqual([4]);
    expect((await found('changedOnly: true')).sort()).toEqual([0, 0, 1, 2, 3, 4]);
  });

  it('is not looked for in neurons of another training run: only how often formulas are used is compared', async () => {
    const answer = await compared(
      `pairing after { trainingRun } before { trainingRun } summary { n } floor { value } rows(first: 5) { totalCount }
      formulaCounts(first: 2) { formula { text } before after } conceptsLost { concept { name } }`,
      'other',
    );
    expect(answer).toEqual({
      pairing: 'DISTRIBUTIONS',
      before: { trainingRun: 'net' },
      after: { trainingRun: 'second' },
      summary: { n: 0 },
      floor: null,
      rows: { totalCount: 0 },
      // boat: 1 of 7 before, 2 of 3 after; sky: 5 of 7 before, 1 of 3 after.
      formulaCounts: [
        { formula: { text: 'boat' }, before: 1, after: 2 },
        { formula: { text: 'sky' }, before: 5, after: 1 },
      ],
      conceptsLost: [{ concept: { name: 'water' } }],
    });
  });

  it('is not told over training runs in the history of a neuron either', async () => {
    const answer = await answerOf(
      api.url,
      '{ units(where: {unitIndex: {eq: 0}}, first: 9) { nodes { history { layer { modelVersion { label } } } } } }',
    );
    const labels = list(answer, 'units', 'nodes').map((unit) =>
      list(unit, 'history').map((one) => pick(one, 'layer', 'modelVersion', 'label')),
    );
    expect(labels.sort((a, b) => a.length - b.length)).toEqual([['other'], ['v1', 'v2'], ['v1', 'v2']]);
    const newest = await answerOf(
      api.url,
      '{ unitHistory(model: "net", layer: "conv", unitIndex: 0) { versions { modelVersion { label } } } }',
    );
    expect(list(newest, 'unitHistory', 'versions')).toEqual([{ modelVersion: { label: 'other' } }]);
  });
});
