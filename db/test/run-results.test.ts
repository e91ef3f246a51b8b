import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  beginRun,
  type RangeRecord,
  type RunSink,
  readRunUnits,
  type Store,
  type StoredUnit,
  writePredictions,
} from '../src/index.ts';
import { openSeededStore } from '../testing/index.ts';
import { SMALL_CONFIG } from './small-config.ts';

let home: string;
let store: Store;
let sink: RunSink;

beforeAll(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'strata-results-'));
  store = await openSeededStore(home);
  sink = await beginRun(store, {
    model: { name: 'm', versionLabel: '1', source: 'ONNX', contentSha256: 'm', accuracy: null, isBaseline: false },
    layer: { name: 'conv', op: 'Conv', unitCount: 200, height: 1, width: 1 },
    probe: {
      name: 'p',
      format: 'planes',
      sha256: 'p',
      sampleCount: 3,
      maskShape: { height: 1, width: 4 },
      cellCount: 2,
      totalPixels: 12,
      concepts: ['sky', 'water'].map((name, i) => ({ index: 5 - i, name, category: 'object', pixelCount: 3 })),
      samples: [0, 1, 2].map((index) => ({ index, key: `${index}`, className: null, split: null })),
    },
    config: SMALL_CONFIG,
    zeros: { off: true, count: 1, values: 4 },
    configHash: 'c',
    settingsHash: 's',
    units: [],
    codeVersion: '0',
    machine: 'test',
    threads: 1,
  });
});

afterAll(async () => {
  await sink?.release();
  await store?.close();
  await rm(home, { recursive: true, force: true });
});

const PROOF = {
  bound: 3 / 7,
  gap: 1 / 7,
  metrics: { detectionAccuracy: 0.5, activationCoverage: 0.4, sampleCoverage: 1 / 3, explanationCoverage: 2 / 3 },
};
const scores = { intersection: 2, union: 7, chance: 1 / 7, visited: 9, formulaPixels: 4, iou: 2 / 7, ...PROOF };
const ranges: RangeRecord[] = [
  // A range without pixels; one whose chance is 0, which has no multiples.
  {
    clusterIndex: 1,
    lower: null,
    upper: 0.1,
    bitmapPixels: 0,
    includesLower: false,
    labelledPixels: 0,
    outcome: 'EMPTY',
    explanation: null,
    samples: [],
  },
  {
    clusterIndex: 2,
    lower: 0.1,
    upper: null,
    bitmapPixels: 5,
    includesLower: true,
    labelledPixels: 3,
    outcome: 'EXPLAINED' as const,
    explanation: {
      formula: '(water AND NOT sky)',
      length: 2,
      concepts: [
        { index: 4, negated: false },
        { index: 5, negated: true },
      ],
      ...scores,
      chance: 0,
      lift: 0,
    },
    samples: [],
  },
];

async function readAll(units: number[]): Promise<StoredUnit[]> {
  const read: StoredUnit[] = [];
  for await (const unit of readRunUnits(store, { runId: sink.runId, units })) read.push(unit);
  return read;
}

it('reads a run’s units back exactly, in the order asked for, over more than one statement', async () => {
  const summary = { min: 0, max: 1, mean: 0.5, zeroShare: 0 };
  const cells = { total: 12, off: 4, top: 3, saturated: 2 };
  const units = Array.from({ length: 150 }, (_, i) => 199 - i);
  for (const unit of units)
    await sink.writeUnit({ unit, outcome: 'EXPLAINED', problem: null, summary, cells, histogram: null, ranges });
  await sink.writeUnit({
    unit: 0,
    outcome: 'DEAD',
    problem: 'all 0',
    summary,
    cells: null,
    histogram: null,
    ranges: [],
  });
  const [first, ...rest] = await readAll([0, 1, 2, ...units]);
  expect(first).toEqual({ unit: 0, outcome: 'DEAD', problem: 'all 0', max: 1, cells: null, ranges: [] });
  expect(rest[0]?.cells).toEqual(cells);
  // Units 1 and 2 were never written.
  expect(rest.map(({ unit }) => unit)).toEqual(units);
  const { samples: _, ...empty } = ranges[0] as RangeRecord;
  expect(rest[149]?.ranges).toEqual([
    { ...empty, importance: null, support: null, quantiles: null },
    {
      clusterIndex: 2,
      lower: 0.1,
      upper: null,
      bitmapPixels: 5,
      includesLower: true,
      labelledPixels: 3,
      outcome: 'EXPLAINED' as const,
      importance: null,
      quantiles: null,
      support: null,
      explanation: {
        formula: '(water AND NOT sky)',
        length: 2,
        concepts: [
          { index: 4, name: 'water', negated: false },
          { index: 5, name: 'sky', negated: true },
        ],
        ...scores,
        chance: 0,
        metrics: {
          ...PROOF.metrics,
          labelMasking: null,
          labelMaskingSamples: null,
          labelMaskingStrength: null,
          labelMaskingFloor: null,
        },
        lift: null,
        evidence: null,
        specialization: null,
        specifications: null,
      },
    },
  ]);
});

it('keeps one prediction a sample and version, the latest', async () => {
  await writePredictions(store, { runId: sink.runId, classIndices: Int32Array.of(1, 2, 3) });
  await writePredictions(store, { runId: sink.runId, classIndices: Int32Array.of(7, 2, 999) });
  const { rows } = await store.pool.query(
    'select s.sample_index, p.class_index from prediction p join sample s on s.id = p.sample_id order by 1',
  );
  expect(rows).toEqual([
    { sample_index: 0, class_index: 7 },
    { sample_index: 1, class_index: 2 },
    { sample_index: 2, class_index: 999 },
  ]);
});
