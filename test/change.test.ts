import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { comparedRanges, readComparison, readPage, readPairedUnits, type Store } from '@strata/db';
import { openSeededStore } from '@strata/db/testing';
import { DEMO_LAYER, demoCheckpoints, writeDemoWorld } from '@strata/demo';
import { MEANING_CHANGES } from '@strata/domain';
import { compareStored, DEFAULT_CONFIG, explainVersion, indexProbe, readPreprocessing } from '@strata/runs';
import { createRandom, permutation } from '@strata/statistics';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changedOnOtherImages } from './support/change-on-other-images.ts';
import { reinitializeUnits } from './support/reinitialize.ts';

/*
 * The bundled network on drawings of its own world: where nothing happened nothing is said to have changed, and where 10 % of
 * the units lost what they had learnt, those and no others are.
 */
const UNITS = [...Array(40).keys()];
const REINITIALIZED = [...permutation(40, createRandom(7))].slice(0, 4).sort((a, b) => a - b);
const TRAINED = demoCheckpoints().at(-1)?.path as string;

const folder = mkdtempSync(join(tmpdir(), 'strata-change-'));
const home = join(folder, 'home');
let store: Store;
/** Of the file, of the same file again, and of the one with units that were drawn anew. */
const runs: Record<string, number> = {};

async function worldOf(seed: number, samples: number) {
  const { root } = await writeDemoWorld(join(folder, `world-${seed}`), { samples, seed });
  return indexProbe(root, { format: 'planes', home });
}

beforeAll(async () => {
  store = await openSeededStore(home);
  const probe = await worldOf(1, 120);
  const { preprocessing } = await readPreprocessing(TRAINED);
  const drawn = join(folder, 'drawn-anew.onnx');
  const weights = { weights: { name: 'onnx::Conv_60', units: 64 }, biases: 'onnx::Conv_61' };
  writeFileSync(drawn, reinitializeUnits(TRAINED, { ...weights, units: REINITIALIZED, seed: 7 }));
  const versions = { file: TRAINED, 'same file': TRAINED, 'drawn anew': drawn };
  for (const [versionLabel, modelPath] of Object.entries(versions)) {
    const explaining = explainVersion({
      ...probe,
      store,
      modelName: 'demo',
      versionLabel,
      from: { modelPath, preprocessing },
      layers: [DEMO_LAYER],
      chooseUnits: () => UNITS,
      config: DEFAULT_CONFIG,
      home,
      threads: 2,
    });
    for await (const { runId } of explaining) runs[versionLabel] = runId as number;
  }
});

afterAll(async () => {
  await store?.close();
  rmSync(folder, { recursive: true });
});

async function pairOf(before: string, after: string) {
  const layers = await store.pool.query<{ id: string; layer: string }>('select id, layer_id as layer from run');
  const layerOf = (run: number) => Number(layers.rows.find(({ id }) => Number(id) === run)?.layer);
  const [runBefore, runAfter] = [runs[before] as number, runs[after] as number];
  return { layer: DEMO_LAYER, layerBefore: layerOf(runBefore), layerAfter: layerOf(runAfter), runBefore, runAfter };
}

/** The units with a range that fulfils a condition, ascending. */
async function unitsWhere(
  before: string,
  after: string,
  where: Parameters<ReturnType<typeof comparedRanges>['where']>[0],
) {
  const list = comparedRanges([await pairOf(before, after)]);
  const orderBy = { field: 'UNIT_INDEX', direction: 'ASC' } as const;
  const rows = await readPage(store, list, { where, orderBy, page: { limit: 1000, inverted: false } });
  return [...new Set(rows.map(({ unitIndex }) => unitIndex))].sort((a, b) => a - b);
}

describe('change between versions', () => {
  it('is none from a file to the same file', async () => {
    const counts = await readComparison(store, [await pairOf('file', 'same file')]);
    for (const { same, appeared, disappeared, ...others } of counts) {
      expect({ same: same > 0, appeared, disappeared }).toEqual({ same: true, appeared: 0, disappeared: 0 });
      expect(others).toMatchObject({ reworded: 0, shifted: 0, newMeaning: 0, notComputed: 0, meaningChanged: 0 });
    }
  });

  it('is that of the units drawn anew and of no others, where 10 % of them were', async () => {
    const meaning = { change: { in: MEANING_CHANGES } };
    expect(await unitsWhere('same file', 'drawn anew', meaning)).toEqual(REINITIALIZED);
    const any = { not: { change: { eq: 'SAME' } } } as const;
    expect(await unitsWhere('same file', 'drawn anew', any)).toEqual(REINITIALIZED);
    const sure = await unitsWhere('same file', 'drawn anew', { meaningChanged: true });
    expect(sure.length).toBeGreaterThan(0);
    expect(REINITIALIZED).toEqual(expect.arrayContaining(sure));
    // Neuron by neuron nothing is missed.
    const { unitsChanged } = await readPairedUnits(store, [await pairOf('same file', 'drawn anew')]);
    expect(unitsChanged).toEqual({ changed: REINITIALIZED.length, known: UNITS.length });
    const same = await readPairedUnits(store, [await pairOf('file', 'same file')]);
    expect(same.unitsChanged).toEqual({ changed: 0, known: UNITS.length });
  });

  it('stands beside what other images alone would change, from the folds of one version', async () => {
    const { floor } = await readPairedUnits(store, [await pairOf('same file', 'drawn anew')]);
    expect(floor?.units).toBe(UNITS.length);
    expect(floor?.lower).toBeLessThan(floor?.value as number);
    expect(floor?.value).toBeLessThan(0.5);
  });

  it('is not computed for pairs that nobody asked for, and from the cache once somebody does', async () => {
    const pair = await pairOf('file', 'drawn anew');
    const before = await readComparison(store, [pair]);
    const sum = (counts: typeof before, name: 'notComputed' | 'newMeaning') =>
      counts.reduce((total, range) => total + range[name], 0);
    expect([sum(before, 'notComputed') > 0, sum(before, 'newMeaning')]).toEqual([true, 0]);
    const asked = { runId: pair.runAfter, fromRunId: pair.runBefore, home };
    expect(await compareStored(store, asked)).toBe(UNITS.length);
    const after = await readComparison(store, [pair]);
    // The file and the same file are one: what is stored of the one pair is what is computed of the other.
    expect(after).toEqual(await readComparison(store, [await pairOf('same file', 'drawn anew')]));
    expect(await compareStored(store, asked)).toBe(0);
  });
});

describe('one checkpoint on two sets of images', () => {
  it('is said to have changed its meaning in at most 5 % of the ranges', async () => {
    const [first, second] = [await worldOf(2, 60), await worldOf(3, 60)];
    const { changed, compared } = await changedOnOtherImages([first, second], { modelPath: TRAINED, home });
    expect(compared).toBeGreaterThan(100);
    expect(changed / compared).toBeLessThanOrEqual(0.05);
  });
});
