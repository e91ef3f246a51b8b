import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  beginLabelMasking,
  beginRun,
  type RangeRecord,
  readImportanceState,
  readRangeImportance,
  readRepeatedExplanations,
  readRunUnits,
  type Store,
  type StoredUnit,
  writeLayerImportance,
  writeMaskingScores,
  writeSpecifications,
  writeUnitImportance,
} from '../src/index.ts';
import { openSeededStore } from '../testing/index.ts';
import { SMALL_CONFIG } from './small-config.ts';

let home: string;
let store: Store;
/** Two runs of one layer with the same units. */
let [run, other] = [0, 0];
let runs = 0;

beforeAll(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'strata-measurements-'));
  store = await openSeededStore(home);
});

afterAll(async () => {
  await store?.close();
  await rm(home, { recursive: true, force: true });
});

beforeEach(async () => {
  run = await storeRun();
  other = await storeRun();
});

async function storeRun(): Promise<number> {
  runs += 1;
  const sink = await beginRun(store, {
    model: { name: 'm', versionLabel: '1', source: 'ONNX', contentSha256: 'm', accuracy: null, isBaseline: false },
    layer: { name: 'conv', op: 'Conv', unitCount: 3, height: 1, width: 1 },
    probe: {
      name: 'p',
      format: 'planes',
      sha256: 'p',
      sampleCount: 1,
      cellCount: 2,
      totalPixels: 4,
      maskShape: { height: 1, width: 4 },
      concepts: [{ index: 1, name: 'sky', category: 'object', pixelCount: 3 }],
      samples: [{ index: 0, key: '0', className: null, split: null }],
    },
    config: SMALL_CONFIG,
    zeros: { off: true, count: 1, values: 4 },
    configHash: `run ${runs}`,
    settingsHash: 's',
    units: [0, 1, 2],
    codeVersion: '0',
    machine: 'test',
    threads: 1,
  });
  const summary = { min: 0, max: 1, mean: 0.5, zeroShare: 0 };
  for (const unit of [0, 1, 2]) {
    await sink.writeUnit({
      unit,
      outcome: 'EXPLAINED',
      problem: null,
      summary,
      cells: null,
      histogram: null,
      ranges: [range(1), range(2)],
    });
  }
  await sink.release();
  return sink.runId;
}

const shares = { detectionAccuracy: 0.5, activationCoverage: 0.4, sampleCoverage: 1, explanationCoverage: 1 };
const range = (clusterIndex: number): RangeRecord => ({
  clusterIndex,
  lower: clusterIndex,
  upper: clusterIndex + 1,
  bitmapPixels: 5,
  samples: [],
  includesLower: false,
  labelledPixels: 5,
  outcome: 'EXPLAINED' as const,
  explanation: {
    formula: 'sky',
    length: 1,
    concepts: [{ index: 1, negated: false }],
    iou: 0.25,
    intersection: 2,
    union: 8,
    chance: 0.1,
    lift: 2.5,
    visited: 9,
    formulaPixels: 4,
    bound: null,
    gap: null,
    metrics: shares,
  },
});

async function readAll(runId: number): Promise<StoredUnit[]> {
  const read: StoredUnit[] = [];
  for await (const unit of readRunUnits(store, { runId, units: [0, 1, 2] })) read.push(unit);
  return read;
}
const importances = async (runId: number) =>
  (await readAll(runId)).map(({ ranges }) => ranges.map(({ importance }) => importance));
const maskings = async (runId: number) =>
  (await readAll(runId)).map(({ ranges }) =>
    ranges.map(({ explanation }) => [explanation?.metrics.labelMasking, explanation?.metrics.labelMaskingSamples]),
  );
const none = [null, null];

describe('importance', () => {
  const ranges = [
    { clusterIndex: 1, changed: 0, controlChanged: 2, bothChanged: 0, samples: 9 },
    { clusterIndex: 2, changed: 4, controlChanged: 3, bothChanged: 1, samples: 9 },
  ];

  it('of a unit is stored with its ranges and read back; other units and runs stay unmeasured', async () => {
    await writeUnitImportance(store, { runId: run, unit: 1, ranges });
    expect(await importances(run)).toEqual([
      none,
      [
        { changed: 0, controlChanged: 2, bothChanged: 0, samples: 9 },
        { changed: 4, controlChanged: 3, bothChanged: 1, samples: 9 },
      ],
      none,
    ]);
    expect(await importances(other)).toEqual([none, none, none]);
    expect(await readImportanceState(store, run)).toEqual({ doneUnits: new Set([1]), layerUnits: 0 });
  });

  it('of the layer takes the place of an earlier one, whatever number of ranges that had', async () => {
    await writeLayerImportance(store, { runId: other, units: 3, ranges: ranges.slice(0, 1) });
    await writeLayerImportance(store, {
      runId: run,
      units: 2,
      ranges: [...ranges, { clusterIndex: 3, changed: 9, controlChanged: 9, bothChanged: 9, samples: 9 }],
    });
    await writeLayerImportance(store, { runId: run, units: 3, ranges });
    expect(await readRangeImportance(store, [run])).toEqual(
      ranges.map((one) => ({ ...one, runId: run, unitCount: 3 })),
    );
    expect((await readImportanceState(store, run)).layerUnits).toBe(3);
    expect(await readRangeImportance(store, [run, other])).toHaveLength(3);
  });

  it('that is older than its control counts as not measured, and stays until it is measured again', async () => {
    await writeUnitImportance(store, { runId: run, unit: 1, ranges });
    await writeLayerImportance(store, { runId: run, units: 3, ranges });
    await store.pool.query('update cluster set importance_control_changed = null, importance_both_changed = null');
    await store.pool.query('update range_importance set control_changed = null, both_changed = null');
    expect(await readImportanceState(store, run)).toEqual({ doneUnits: new Set(), layerUnits: 0 });
    const older = { controlChanged: null, bothChanged: null, samples: 9 };
    expect((await importances(run))[1]).toEqual([
      { ...older, changed: 0 },
      { ...older, changed: 4 },
    ]);
  });

  it('is written whole or not at all', async () => {
    await writeLayerImportance(store, { runId: run, units: 3, ranges });
    const twice = [...ranges, ...ranges];
    await expect(writeLayerImportance(store, { runId: run, units: 4, ranges: twice })).rejects.toThrow(
      /range importance of run/,
    );
    expect(await readImportanceState(store, run)).toMatchObject({ layerUnits: 3 });
  });
});

describe('label masking', () => {
  const settings = { seed: 0, samplesMax: 20 };
  const scores = [
    { unit: 0, clusterIndex: 1, labelMasking: 1 / 3, strength: 0.5, floor: 0.25, samples: 20 },
    { unit: 2, clusterIndex: 2, labelMasking: null, strength: null, floor: null, samples: 0 },
  ];

  it('is stored for its explanations and read back; one that no sample counts for is done, too', async () => {
    expect(await beginLabelMasking(store, { runId: run, ...settings })).toEqual([]);
    await writeMaskingScores(store, { runId: run, scores });
    expect(await maskings(run)).toEqual([
      [[1 / 3, 20], none],
      [none, none],
      [none, [null, 0]],
    ]);
    expect(await maskings(other)).toEqual([
      [none, none],
      [none, none],
      [none, none],
    ]);
    const done = await beginLabelMasking(store, { runId: run, ...settings });
    expect(done.sort((a, b) => a.unit - b.unit)).toEqual(
      scores.map(({ unit, clusterIndex }) => ({ unit, clusterIndex })),
    );
  });

  it('carries its strength and floor; what is older than they are is taken back and measured again', async () => {
    await beginLabelMasking(store, { runId: run, ...settings });
    await writeMaskingScores(store, { runId: run, scores });
    const metrics = (await readAll(run))[0]?.ranges[0]?.explanation?.metrics;
    expect(metrics).toMatchObject({ labelMaskingStrength: 0.5, labelMaskingFloor: 0.25 });
    await store.pool.query('update explanation set label_masking_controlled = false where unit_index = 0');
    const done = await beginLabelMasking(store, { runId: run, ...settings });
    expect(done).toEqual([{ unit: 2, clusterIndex: 2 }]);
    expect((await maskings(run))[0]).toEqual([none, none]);
  });

  it.each([
    { seed: 1, samplesMax: 20 },
    { seed: 0, samplesMax: null },
  ])('is taken back when it is to be measured otherwise (%j), in this run alone', async (asked) => {
    for (const runId of [run, other]) {
      await beginLabelMasking(store, { runId, ...settings });
      await writeMaskingScores(store, { runId, scores });
    }
    expect(await beginLabelMasking(store, { runId: run, ...asked })).toEqual([]);
    expect(await maskings(run)).toEqual([
      [none, none],
      [none, none],
      [none, none],
    ]);
    expect((await maskings(other))[0]).toEqual([[1 / 3, 20], none]);
    const { rows } = await store.pool.query(
      'select label_masking_seed as seed, label_masking_limit as "samplesMax" from run where id = $1',
      [run],
    );
    expect(rows).toEqual([asked]);
  });
});

it('specifications are stored for their explanations and read back, in this run alone', async () => {
  expect(await readRepeatedExplanations(store, run)).toEqual([]);
  const counts = [{ unit: 1, clusterIndex: 2, held: 61, total: 64 }];
  await writeSpecifications(store, { runId: run, counts });
  expect(await readRepeatedExplanations(store, run)).toEqual([{ unit: 1, clusterIndex: 2, total: 64 }]);
  const found = async (runId: number) =>
    (await readAll(runId)).map(({ ranges }) => ranges.map(({ explanation }) => explanation?.specifications));
  expect(await found(run)).toEqual([none, [null, { held: 61, total: 64 }], none]);
  expect(await found(other)).toEqual([none, none, none]);
});
