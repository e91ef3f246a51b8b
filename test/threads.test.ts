import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DEFAULT_CONFIG,
  explainLayer,
  openActivations,
  type RecordedActivations,
  recordActivations,
  type UnitResult,
} from '@strata/compute';
import { readPreprocessing } from '@strata/onnx';
import { buildCellIndex, openProbeDataset } from '@strata/probe';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LAYER, MODEL, writeSmallWorld } from './support/small-world.ts';

const folder = mkdtempSync(join(tmpdir(), 'strata-threads-'));
let explain: (threads: number) => Promise<UnitResult[]>;

beforeAll(async () => {
  const dataset = await openProbeDataset(await writeSmallWorld(join(folder, 'world')), { format: 'planes' });
  const cacheDir = join(folder, 'cache');
  const index = await buildCellIndex(dataset, { cacheDir });
  await dataset.close();
  const { preprocessing } = await readPreprocessing(MODEL);
  const [recorded] = await recordActivations({
    modelPath: MODEL,
    layers: [LAYER],
    preprocessing,
    samples: dataset.samples,
    datasetSha256: dataset.sha256,
    cacheDir,
  });
  const { path } = recorded as RecordedActivations;
  const source = openActivations(path);
  source.close();
  const units = Array.from({ length: source.units }, (_, unit) => unit);
  explain = async (threads) => {
    const results: UnitResult[] = [];
    await explainLayer(
      { index, concepts: dataset.concepts, activationsPath: path, units, config: DEFAULT_CONFIG },
      { doneUnits: new Set(), writeUnits: async (block) => void results.push(...block) },
      { threads },
    );
    return results.sort((a, b) => a.unit - b.unit);
  };
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('finds the same with one, two and five threads', async () => {
  const one = await explain(1);
  expect(one).toHaveLength(64);
  expect(one.flatMap(({ ranges }) => ranges.filter(({ explanation }) => explanation)).length).toBeGreaterThan(200);
  expect(await explain(2)).toEqual(one);
  expect(await explain(5)).toEqual(one);
});
