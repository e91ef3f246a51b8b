import {
  beginLabelMasking,
  writeLayerImportance,
  writeMaskingScores,
  writeSpecifications,
  writeUnitImportance,
} from '@strata/db';
import { pairedDifference } from '@strata/statistics';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningApi, startApi } from '../src/index.ts';
import { answerOf, list } from './ask.ts';
import { type OpenedStore, openSmallStore, storeRun } from './small-store.ts';

let opened: OpenedStore;
let api: RunningApi;

const units = [0, 1].map((unit) => ({
  unit,
  explanations: [1, 2].map((clusterIndex) => ({ clusterIndex, formula: 'sky', iou: 0.2 })),
}));
const ranges = [
  { clusterIndex: 2, changed: 3, controlChanged: 1, bothChanged: 1, samples: 4 },
  { clusterIndex: 1, changed: 0, controlChanged: 0, bothChanged: 0, samples: 4 },
];

beforeAll(async () => {
  opened = await openSmallStore();
  const { store } = opened;
  const runId = await storeRun(store, { model: 'net', version: 'measured', layer: 'conv', units });
  await writeUnitImportance(store, { runId, unit: 0, ranges });
  await writeLayerImportance(store, { runId, units: 2, ranges });
  await beginLabelMasking(store, { runId, seed: 0, samplesMax: 20 });
  const scores = [
    { unit: 0, clusterIndex: 1, labelMasking: 0.75, strength: 0.5, floor: 0.25, samples: 20 },
    { unit: 0, clusterIndex: 2, labelMasking: null, strength: null, floor: null, samples: 0 },
  ];
  await writeMaskingScores(store, { runId, scores });
  await writeSpecifications(store, { runId, counts: [{ unit: 0, clusterIndex: 2, held: 61, total: 64 }] });
  await storeRun(store, { model: 'net', version: 'plain', layer: 'conv', units });
  api = await startApi({ store, port: 0 });
});

afterAll(async () => {
  await api?.close();
  await opened?.close();
});

it('ranges carry their importance and their explanations’ label masking; what was not measured is null', async () => {
  const query = `{ layer(model: "net", version: "measured", name: "conv") { units(first: 9) { nodes { unitIndex clusters {
    importance { changed samples share } explanation { labelMasking labelMaskingSamples } } } } } }`;
  const unmeasured = { importance: null, explanation: { labelMasking: null, labelMaskingSamples: null } };
  expect(list(await answerOf(api.url, query), 'layer', 'units', 'nodes')).toEqual([
    {
      unitIndex: 0,
      clusters: [
        {
          importance: { changed: 0, samples: 4, share: 0 },
          explanation: { labelMasking: 0.75, labelMaskingSamples: 20 },
        },
        {
          importance: { changed: 3, samples: 4, share: 0.75 },
          explanation: { labelMasking: null, labelMaskingSamples: 0 },
        },
      ],
    },
    { unitIndex: 1, clusters: [unmeasured, unmeasured] },
  ]);
});

it('runs carry the importance of their layer’s ranges, the weakest first, and how label masking was measured', async () => {
  const query = `{ runs(first: 9, orderBy: {field: STARTED_AT, direction: ASC}) { nodes { labelMaskingSeed labelMaskingLimit
    rangeImportance { clusterIndex changed samples share unitCount } } } }`;
  expect(list(await answerOf(api.url, query), 'runs', 'nodes')).toEqual([
    {
      labelMaskingSeed: 0,
      labelMaskingLimit: 20,
      rangeImportance: [
        { clusterIndex: 1, changed: 0, samples: 4, share: 0, unitCount: 2 },
        { clusterIndex: 2, changed: 3, samples: 4, share: 0.75, unitCount: 2 },
      ],
    },
    { labelMaskingSeed: null, labelMaskingLimit: null, rangeImportance: [] },
  ]);
});

it('importance stands beside its control, with the difference in pairs; label masking beside its floor', async () => {
  const query = `{ layer(model: "net", version: "measured", name: "conv") { units(first: 1) { nodes { clusters {
    importance { controlChanged difference { difference lower upper } }
    explanation { labelMaskingStrength labelMaskingFloor specificationsHeld specificationsTotal } } } } } }`;
  const [unit] = list(await answerOf(api.url, query), 'layer', 'units', 'nodes');
  // Of 4 samples 3 change and 1 in the control, which changes without the range, too: 3/4 − 1/4.
  const { lower, upper } = pairedDifference({ both: 1, onlyFirst: 0, onlySecond: 2, neither: 1 });
  expect(unit).toEqual({
    clusters: [
      {
        importance: {
          controlChanged: 0,
          difference: pairedDifference({ both: 0, onlyFirst: 0, onlySecond: 0, neither: 4 }),
        },
        explanation: {
          labelMaskingStrength: 0.5,
          labelMaskingFloor: 0.25,
          specificationsHeld: null,
          specificationsTotal: null,
        },
      },
      {
        importance: { controlChanged: 1, difference: { difference: 0.5, lower, upper } },
        explanation: {
          labelMaskingStrength: null,
          labelMaskingFloor: null,
          specificationsHeld: 61,
          specificationsTotal: 64,
        },
      },
    ],
  });
});

it('what is older than its control has none', async () => {
  await opened.store.pool.query('update range_importance set control_changed = null, both_changed = null');
  const query = '{ runs(first: 9) { nodes { rangeImportance { changed controlChanged difference { lower } } } } }';
  const runs = list(await answerOf(api.url, query), 'runs', 'nodes');
  expect(runs).toContainEqual({
    rangeImportance: [
      { changed: 0, controlChanged: null, difference: null },
      { changed: 3, controlChanged: null, difference: null },
    ],
  });
});
