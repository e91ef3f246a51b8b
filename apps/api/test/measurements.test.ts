import { beginLabelMasking, writeLayerImportance, writeMaskingScores, writeUnitImportance } from '@strata/db';
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
  { clusterIndex: 2, changed: 3, samples: 4 },
  { clusterIndex: 1, changed: 0, samples: 4 },
];

beforeAll(async () => {
  opened = await openSmallStore();
  const { store } = opened;
  const runId = await storeRun(store, { model: 'net', version: 'measured', layer: 'conv', units });
  await writeUnitImportance(store, { runId, unit: 0, ranges });
  await writeLayerImportance(store, { runId, units: 2, ranges });
  await beginLabelMasking(store, { runId, seed: 0, samplesMax: 20 });
  const scores = [
    { unit: 0, clusterIndex: 1, labelMasking: 0.75, samples: 20 },
    { unit: 0, clusterIndex: 2, labelMasking: null, samples: 0 },
  ];
  await writeMaskingScores(store, { runId, scores });
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
