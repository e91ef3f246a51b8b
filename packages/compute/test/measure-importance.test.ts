import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { inRange } from '@strata/kernels';
import { openTailSession } from '@strata/onnx';
import { beforeAll, describe, expect, test } from 'vitest';
import { zeroElsewhere } from '../src/importance/zero-elsewhere.ts';
import { firesInRange } from '../src/importance/zero-range.ts';
import {
  type ImportanceInputs,
  type ImportanceSink,
  measureImportance,
  openActivations,
  type RangedUnit,
  type RangeImportance,
} from '../src/index.ts';
import { openRange } from '../src/ranges/activation-range.ts';
import { findRanges } from '../src/ranges/find-ranges.ts';
import { type DrawnWorld, drawWorld } from './drawn-world.ts';

interface Kept extends ImportanceSink {
  readonly units: Map<number, readonly RangeImportance[]>;
  layer: { units: number; ranges: readonly RangeImportance[] } | null;
}
function keep(): Kept {
  const units: Kept['units'] = new Map();
  const kept: Kept = {
    units,
    layer: null,
    doneUnits: new Set(),
    layerDone: false,
    writeUnit: async ({ unit, ranges }) => void units.set(unit, ranges),
    writeLayer: async (layer) => {
      kept.layer = layer;
    },
  };
  return kept;
}

let world: DrawnWorld;
let all: RangedUnit[];
let inputs: ImportanceInputs;
beforeAll(async () => {
  world = await drawWorld({ samples: 12 });
  const source = openActivations(world.activationsPath);
  const shape = { samples: source.samples, height: source.height, width: source.width };
  all = Array.from({ length: source.units }, (_, unit) => ({
    unit,
    ranges: findRanges(source.readUnit(unit), { shape, clusters: 3 }).ranges,
  }));
  source.close();
  // All weak values of a neuron that fires anyway, and one whose range holds nothing.
  const some = [...all.slice(0, 20), { unit: 20, ranges: [openRange(null, null), openRange(1e6, null)] }];
  inputs = { ...world, units: some, layerUnits: all };
});

/** Zeroes by hand, and runs every sample of every range alone: nothing is skipped, nothing shares a batch. */
async function naive({
  units,
  together,
  of = world,
  control = false,
}: {
  units: readonly RangedUnit[];
  together: boolean;
  of?: DrawnWorld;
  control?: boolean;
}) {
  const source = openActivations(of.activationsPath);
  const area = source.height * source.width;
  const maps = Array.from({ length: source.units }, (_, unit) => source.readUnit(unit));
  const tail = await openTailSession(of.modelPath, { ...of, mapShape: source, batchSize: 1 });
  const predict = async (sample: number, zeroed: readonly { unit: number; j: number }[]): Promise<number> => {
    const activations = new Float32Array(source.units * area);
    for (let unit = 0; unit < source.units; unit += 1) {
      for (let i = 0; i < area; i += 1) activations[unit * area + i] = maps[unit]?.[sample * area + i] as number;
    }
    for (const { unit, j } of zeroed) {
      const range = units.find((one) => one.unit === unit)?.ranges[j];
      if (!range) continue;
      if (control) {
        const map = activations.subarray(unit * area, (unit + 1) * area);
        zeroElsewhere(map, range, { seed: 0, sample, unit, range: j });
        continue;
      }
      for (let i = unit * area; i < (unit + 1) * area; i += 1) {
        if (inRange(activations[i] as number, range.lowest, range.beyond)) activations[i] = 0;
      }
    }
    const images = tail.imageSize === null ? null : new Float32Array(tail.imageSize);
    if (images) await tail.readImage(of.imagePath(sample), images);
    return (await tail.predict({ activations, images, count: 1 }))[0] as number;
  };
  const count = async (zeroed: readonly { unit: number; j: number }[]): Promise<number> => {
    let changed = 0;
    for (let sample = 0; sample < source.samples; sample += 1) {
      if ((await predict(sample, zeroed)) !== (await predict(sample, []))) changed += 1;
    }
    return changed;
  };
  const counts: number[][] = [];
  if (together) {
    counts.push([]);
    for (let j = 0; j < 3; j += 1) counts[0]?.push(await count(units.map(({ unit }) => ({ unit, j }))));
  } else {
    for (const { unit, ranges } of units) {
      const own: number[] = [];
      for (let j = 0; j < ranges.length; j += 1) own.push(await count([{ unit, j }]));
      counts.push(own);
    }
  }
  await tail.close();
  source.close();
  return counts;
}

const changes = (ranges: readonly RangeImportance[] | undefined) => ranges?.map(({ changed }) => changed);
const controls = (ranges: readonly RangeImportance[] | undefined) => ranges?.map((range) => range.controlChanged);

describe('range importance', () => {
  test('counts what zeroing by hand changes, sample by sample, for each range of each unit', async () => {
    const kept = keep();
    await measureImportance(inputs, kept);
    const expected = await naive({ units: inputs.units, together: false });
    expect(inputs.units.map(({ unit }) => changes(kept.units.get(unit)))).toEqual(expected);
    // The network leans on some of them, and the comparison is not of zeros alone.
    expect(expected.flat().filter((changed) => changed > 0).length).toBeGreaterThan(2);
    expect(kept.units.get(0)?.map(({ clusterIndex, samples }) => [clusterIndex, samples])).toEqual([
      [1, 12],
      [2, 12],
      [3, 12],
    ]);
  });

  test('counts the same for all units’ ranges of one number at once', async () => {
    const kept = keep();
    await measureImportance({ ...inputs, units: [] }, kept);
    const [expected] = await naive({ units: all, together: true });
    expect(changes(kept.layer?.ranges)).toEqual(expected);
    expect(Math.max(...(expected as number[]))).toBeGreaterThan(3);
    expect(kept.layer?.units).toBe(all.filter(({ ranges }) => ranges.length > 0).length);
  });

  test('counts beside it what as much removed at random places changes, and in how many samples both do', async () => {
    const kept = keep();
    await measureImportance(inputs, kept);
    const expected = await naive({ units: inputs.units, together: false, control: true });
    expect(inputs.units.map(({ unit }) => controls(kept.units.get(unit)))).toEqual(expected);
    expect(controls(kept.layer?.ranges)).toEqual((await naive({ units: all, together: true, control: true }))[0]);
    const ranges = [...[...kept.units.values()].flat(), ...(kept.layer?.ranges ?? [])];
    for (const { changed, controlChanged, bothChanged, samples } of ranges) {
      expect(bothChanged).toBeLessThanOrEqual(Math.min(changed, controlChanged));
      expect(changed + controlChanged - bothChanged).toBeLessThanOrEqual(samples);
    }
    expect(ranges.some(({ changed, controlChanged }) => changed !== controlChanged)).toBe(true);
  });

  test('is the same with one and two threads', async () => {
    const [one, two] = [keep(), keep()];
    await measureImportance(inputs, one, { threads: 1 });
    await measureImportance(inputs, two, { threads: 2 });
    expect(two.units).toEqual(one.units);
    expect(two.layer).toEqual(one.layer);
  });

  test('stopped after some units and begun again ends with what one go gives, and measures nothing twice', async () => {
    const whole = keep();
    await measureImportance(inputs, whole);
    const kept = keep();
    const controller = new AbortController();
    const stop: ImportanceSink = {
      ...kept,
      writeUnit: async (importance) => {
        await kept.writeUnit(importance);
        controller.abort(new Error('stopped'));
      },
    };
    await expect(measureImportance(inputs, stop, { signal: controller.signal })).rejects.toThrow('stopped');
    expect(kept.units.size).toBeGreaterThan(0);
    expect(kept.units.size).toBeLessThan(inputs.units.length);
    const again: number[] = [];
    const progress: number[] = [];
    const resumed: ImportanceSink = {
      ...kept,
      layerDone: true,
      doneUnits: new Set(kept.units.keys()),
      writeUnit: async (importance) => {
        again.push(importance.unit);
        await kept.writeUnit(importance);
      },
      writeLayer: () => Promise.reject(new Error('The layer was measured already.')),
    };
    const done = resumed.doneUnits.size;
    await measureImportance(inputs, resumed, { onProgress: (units) => void progress.push(units) });
    expect(again.filter((unit) => resumed.doneUnits.has(unit))).toEqual([]);
    expect(kept.units).toEqual(whole.units);
    expect(progress[0]).toBe(done);
    expect(progress.at(-1)).toBe(inputs.units.length);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
  });

  test('passes over units without ranges', async () => {
    const kept = keep();
    await measureImportance(
      { ...inputs, units: [{ unit: 0, ranges: [] }], layerUnits: [{ unit: 0, ranges: [] }] },
      kept,
    );
    expect([kept.units.size, kept.layer]).toEqual([0, null]);
  });
});

const residual = resolve(import.meta.dirname, '../../../../shared/data/models/cifar10_resnet20.onnx');
if (!existsSync(residual)) console.warn(`Importance inside a residual block is not tried: ${residual} is missing.`);
test.skipIf(!existsSync(residual))('where a path leads around the layer, the images go along it', async () => {
  const of = await drawWorld({ samples: 9, modelPath: residual, layer: '/layer3/layer3.1/Relu_output_0' });
  const source = openActivations(of.activationsPath);
  const shape = { samples: source.samples, height: source.height, width: source.width };
  const units = Array.from({ length: 6 }, (_, unit) => ({
    unit,
    ranges: findRanges(source.readUnit(unit), { shape, clusters: 3 }).ranges,
  }));
  source.close();
  const kept = keep();
  await measureImportance({ ...of, units, layerUnits: units }, kept);
  const expected = await naive({ units, together: false, of });
  expect(units.map(({ unit }) => changes(kept.units.get(unit) ?? []))).toEqual(expected);
  expect(Math.max(...expected.flat())).toBeGreaterThan(0);
  expect([changes(kept.layer?.ranges)]).toEqual(await naive({ units, together: true, of }));
});

test('a range that holds only zeros changes nothing', () => {
  const map = Float32Array.of(0, -0, 5);
  expect(firesInRange(map, openRange(null, 1))).toBe(false);
  expect(firesInRange(map, openRange(null, null))).toBe(true);
});

describe('the control', () => {
  const draw = { seed: 0, sample: 0, unit: 0, range: 0 };
  const removed = (before: Float32Array, after: Float32Array) =>
    before.reduce((sum, value, i) => sum + Math.abs(value) - Math.abs(after[i] as number), 0);

  test('removes as much as the range holds, outside of it, and no more than the last value needs', () => {
    // The range holds 4 + 5 = 9; outside lie 1, 2, 3, 2, 1, 3 = 12.
    const before = Float32Array.of(1, 4, 2, 3, 5, 2, 1, 3);
    for (let sample = 0; sample < 40; sample += 1) {
      const after = before.slice();
      zeroElsewhere(after, openRange(3.5, null), { ...draw, sample });
      expect([after[1], after[4]]).toEqual([4, 5]);
      expect(removed(before, after)).toBeGreaterThanOrEqual(9);
      expect(removed(before, after)).toBeLessThan(12);
    }
  });

  test('takes values of the range only where the others are too little, and then no more than needed', () => {
    // The range holds 4 + 4 + 4 = 12; outside lie 1 + 1: both go, and then three of the range, 2 + 12 > 12, of which 10 are enough.
    const before = Float32Array.of(1, 4, 4, 4, 1);
    const after = before.slice();
    zeroElsewhere(after, openRange(3.5, null), draw);
    expect([...after]).toEqual([0, 0, 0, 0, 0]);
    // 8 + 8 in the range, 9 outside: one of the range is enough.
    const other = Float32Array.of(8, 9, 8);
    zeroElsewhere(other, { lowest: 8, beyond: 8.5 }, draw);
    expect([...other].filter((value) => value === 8)).toHaveLength(1);
  });

  test('takes negative values by their magnitude, differs between samples, and is the same again', () => {
    const before = Float32Array.of(-3, 1, -1, 1, -1, 1);
    const seen = new Set<string>();
    for (let sample = 0; sample < 30; sample += 1) {
      const [after, again] = [before.slice(), before.slice()];
      zeroElsewhere(after, openRange(null, -2), { ...draw, sample });
      zeroElsewhere(again, openRange(null, -2), { ...draw, sample });
      expect(again).toEqual(after);
      expect(removed(before, after)).toBe(3);
      expect(after[0]).toBe(-3);
      seen.add([...after].join());
    }
    expect(seen.size).toBeGreaterThan(4);
  });
});
