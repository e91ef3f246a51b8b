import { type RunningApi, startApi } from '@strata/api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerOf } from './ask.ts';
import { type OpenedStore, openSmallStore, storeRun } from './small-store.ts';

let opened: OpenedStore;
let api: RunningApi;

/*
 * Range 5 of four neurons: held-out and shuffled IoU of 0.3 and 0.1 (kept 0.6 of 0.5: CLEAR), of 0.15 and 0.05 (kept 0.3:
 * PARTLY), of 0.1 and 0 (kept 0.2: UNCLEAR; no ratio), and a p of 0.2 (NONE). Another version has no evidence.
 */
beforeAll(async () => {
  opened = await openSmallStore();
  const evidence = [
    { heldOut: 300, shuffled: 100, p: 0.01 },
    { heldOut: 150, shuffled: 50, p: 0.02 },
    { heldOut: 100, shuffled: 0, p: 0.03 },
    { heldOut: 100, shuffled: 90, p: 0.2 },
  ];
  const units = evidence.map((one, unit) => ({
    unit,
    explanations: [{ clusterIndex: 5, formula: '(water AND NOT sky)', iou: 0.5, evidence: one }],
  }));
  await storeRun(opened.store, { model: 'net', version: 'v1', layer: 'conv', units });
  const old = units.map(({ unit, explanations }) => ({
    unit,
    explanations: explanations.map(({ evidence: _, ...explanation }) => explanation),
  }));
  await storeRun(opened.store, { model: 'net', version: 'v2', layer: 'conv', units: old });
  api = await startApi({ store: opened.store, port: 0 });
});

afterAll(async () => {
  await api?.close();
  await opened?.close();
});

const FIELDS = `grade heldOutIou shuffledIou timesShuffled kept shiftedIou heldOutP heldOutQ nullMean nullUpper nullP nullSearches
  replication { folds formula leadingPair alike terms }`;

describe('an explanation’s evidence', () => {
  it('comes with its range’s support and its run’s settings', async () => {
    const answer = await answerOf(
      api.url,
      `{ unit(model: "net", version: "v1", layer: "conv", unitIndex: 0) { clusters { support { samples mapCells }
        explanation { ${FIELDS} run { evidence { folds shuffles nullSearches seed } } } } } }`,
    );
    expect(answer).toEqual({
      unit: {
        clusters: [
          {
            support: { samples: 7, mapCells: 12 },
            explanation: {
              ...{ grade: 'CLEAR', heldOutIou: 0.3, shuffledIou: 0.1, timesShuffled: 0.3 / 0.1, kept: 0.6 },
              ...{ shiftedIou: null, heldOutP: 0.01, heldOutQ: 0.01 },
              ...{ nullMean: 0.2, nullUpper: null, nullP: null, nullSearches: 4 },
              replication: { folds: 5, formula: 4, leadingPair: 5, alike: 5, terms: [5, 4] },
              run: { evidence: { folds: 5, shuffles: 4, nullSearches: 4, seed: 1 } },
            },
          },
        ],
      },
    });
  });

  it('is null throughout where it was not computed', async () => {
    const answer = await answerOf(
      api.url,
      `{ unit(model: "net", version: "v2", layer: "conv", unitIndex: 0) { clusters { support { samples }
        explanation { ${FIELDS} run { evidence { folds } } } } } }`,
    );
    const { unit } = answer as unknown as {
      unit: { clusters: { support: unknown; explanation: Record<string, unknown> }[] };
    };
    const [range] = unit.clusters;
    expect(range?.support).toBeNull();
    const { run, ...fields } = range?.explanation ?? {};
    expect(run).toEqual({ evidence: null });
    expect(new Set(Object.values(fields))).toEqual(new Set([null]));
  });
});

it('is filtered, ordered and counted by grade and by times shuffled', async () => {
  const asked = (args: string) => `explanations(first: 9, ${args}) { nodes { unit { unitIndex } } }`;
  const answer = await answerOf(
    api.url,
    `{ clear: ${asked('where: { grade: { eq: CLEAR } }')}
      some: ${asked('where: { grade: { in: [UNCLEAR, NONE] } }, orderBy: { field: UNIT_INDEX }')}
      times: ${asked('where: { timesShuffled: { gt: 2.5 } }, orderBy: { field: UNIT_INDEX }')}
      least: explanations(first: 3, orderBy: { field: TIMES_SHUFFLED }) { nodes { timesShuffled } }
      explanationCounts { grades { grade n } } }`,
  );
  const nodes = (...units: number[]) => ({ nodes: units.map((unitIndex) => ({ unit: { unitIndex } })) });
  expect(answer).toEqual({
    ...{ clear: nodes(0), some: nodes(2, 3), times: nodes(0, 1) },
    least: { nodes: [100 / 90, 3, 3].map((times) => ({ timesShuffled: expect.closeTo(times, 12) })) },
    explanationCounts: { grades: ['CLEAR', 'NONE', 'PARTLY', 'UNCLEAR'].map((grade) => ({ grade, n: 1 })) },
  });
});

it('has points in trends: grades, and the ratio of the means', async () => {
  const answer = await answerOf(
    api.url,
    `{ model(name: "net") { trend(layer: "conv") { versions { points { clusterIndex grades { grade n }
      heldOutIou { n mean } shuffledIou { mean } timesShuffled { n mean meanLower meanUpper median } } } } } }`,
  );
  const { model } = answer as unknown as { model: { trend: { versions: { points: unknown[] }[] } } };
  const [computed, old] = model.trend.versions;
  expect(computed?.points).toMatchObject([
    {
      grades: ['CLEAR', 'PARTLY', 'UNCLEAR', 'NONE'].map((grade) => ({ grade, n: 1 })),
      // (0.3 + 0.15 + 0.1 + 0.1) / 4 over (0.1 + 0.05 + 0 + 0.09) / 4; ratios of their own have three.
      heldOutIou: { n: 4, mean: expect.closeTo(0.1625, 12) },
      shuffledIou: { mean: expect.closeTo(0.06, 12) },
      timesShuffled: { n: 3, mean: expect.closeTo(0.65 / 0.24, 12), median: expect.closeTo(3, 12) },
    },
  ]);
  expect(old?.points).toEqual([
    { clusterIndex: 5, grades: null, heldOutIou: null, shuffledIou: null, timesShuffled: null },
  ]);
});
