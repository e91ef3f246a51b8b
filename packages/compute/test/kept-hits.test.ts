import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { and, concept, evaluateFormula, type Formula, not, npyHeader, or, parseFormula } from '@strata/domain';
import { Cache } from '@strata/files';
import { bilinearAxis, upsample } from '@strata/kernels';
import type { CellIndex } from '@strata/probe';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openActivations } from '../src/activations/npy-source.ts';
import type { listCells } from '../src/hits/count-hits.ts';
import { HITS_IN_CACHE } from '../src/kept/hits-in-cache.ts';
import { type KeepHitsOptions, keepHits } from '../src/kept/keep-hits.ts';
import { openKeptFile } from '../src/kept/kept-file.ts';
import { planKept } from '../src/kept/kept-plan.ts';
import { rangesInImage } from '../src/kept/ranges-in-image.ts';
import { compareScores, scoreFormula, unknownConcepts } from '../src/kept/score-formula.ts';
import { halfOpenRange, openRange } from '../src/ranges/activation-range.ts';

const MASK = { height: 5, width: 4 };
const MAP = { height: 2, width: 3 };
const PIXELS = MASK.height * MASK.width;
const NAMES = ['water', 'sky', 'sea wall'];
const CELLS = 8;
const UNITS = 35;
const RANGES = [openRange(null, 1), halfOpenRange(1, 4), halfOpenRange(4, null)];

const folder = mkdtempSync(join(tmpdir(), 'strata-kept-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A world with as many cells as there are sets of three concepts; a unit's value is a digit. */
function world(samples: number, seed: number) {
  const digit = (i: number, modulus: number) =>
    Math.abs(Math.imul(i + 1, 2654435761 ^ Math.imul(seed, 40503))) % modulus;
  const sets = Uint16Array.from({ length: samples * PIXELS }, (_, i) => digit(i, 23) % CELLS);
  const values = Float32Array.from({ length: UNITS * samples * 6 }, (_, i) => digit(i + 7, 29) % 7);
  const areas = new Float64Array(CELLS);
  for (const cell of sets) areas[cell] = (areas[cell] as number) + 1;
  const conceptsOf = (cell: number) => NAMES.flatMap((_, bit) => ((cell >> bit) & 1 ? [bit] : []));
  const own = mkdtempSync(join(folder, 'world-'));
  const mapsPath = join(own, 'maps.u16');
  writeFileSync(mapsPath, sets);
  const activationsPath = join(own, 'layer.npy');
  const header = npyHeader('<f4', [UNITS, samples, MAP.height, MAP.width]);
  writeFileSync(activationsPath, Buffer.concat([header, Buffer.from(values.buffer)]));
  const perCell = Array.from({ length: CELLS }, (_, cell) => conceptsOf(cell));
  const index = {
    sha256: 'a'.repeat(64),
    sampleCount: samples,
    maskShape: MASK,
    conceptCount: NAMES.length,
    cellCount: CELLS,
    areas,
    voidPixels: 0,
    conceptOffsets: Uint32Array.from([0, ...perCell.map((_, cell) => perCell.slice(0, cell + 1).flat().length)]),
    conceptPositions: Uint32Array.from(perCell.flat()),
    mapsPath,
    mapsBytesPerCell: 2,
  } satisfies CellIndex;
  return { index, sets, values, activationsPath, own };
}

type World = ReturnType<typeof world>;

async function kept({ index, activationsPath, own }: World, options: KeepHitsOptions = {}) {
  const cache = new Cache(own);
  const file = cache.pathOf(HITS_IN_CACHE, 'b'.repeat(64));
  const units = Array.from({ length: UNITS }, (_, unit) => ({
    unit,
    ranges: RANGES.map((range, place) => ({ clusterIndex: place + 1, range, pixels: 0 })),
  }));
  const concepts = NAMES.map((name, i) => ({ index: i + 1, name, category: 'object' }));
  await keepHits(
    { cache, file },
    { index, concepts, activationsPath, units, upsampling: 'bilinear', about: 'a test' },
    options,
  );
  const opened = openKeptFile(file);
  if (!opened) throw new Error('Nothing was kept.');
  return opened;
}

/** (pixel over all images) whether a unit's range is there, of the upsampled maps. */
function denseBitmap({ values, index }: World, { unit, range }: { unit: number; range: number }): boolean[] {
  const { lowest, beyond } = RANGES[range] as (typeof RANGES)[number];
  const axes = {
    rows: bilinearAxis(MAP.height, MASK.height),
    columns: bilinearAxis(MAP.width, MASK.width),
  };
  return Array.from({ length: index.sampleCount }, (_, sample) => {
    const at = (unit * index.sampleCount + sample) * 6;
    const into = new Float32Array(PIXELS);
    upsample(values.subarray(at, at + 6), { ...axes, into });
    return [...into].map((value) => value >= lowest && value < beyond);
  }).flat();
}

/** Intersection and union of a bitmap with a formula's mask, the labels of image i being those of image `labelsOf[i]`. */
function denseOverlap(bitmap: readonly boolean[], sets: Uint16Array, formula: Formula, labelsOf: ArrayLike<number>) {
  let [intersection, union] = [0, 0];
  for (const [i, fires] of bitmap.entries()) {
    const cell = sets[(labelsOf[Math.floor(i / PIXELS)] as number) * PIXELS + (i % PIXELS)] as number;
    const holds = evaluateFormula(formula, (name) => ((cell >> NAMES.indexOf(name)) & 1) === 1);
    if (fires && holds) intersection += 1;
    if (fires || holds) union += 1;
  }
  return { intersection, union };
}

const formulas = fc.letrec<{ tree: Formula }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom(...NAMES).map(concept),
    tie('tree').map(not),
    fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => and(a, b)),
    fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => or(a, b)),
  ),
})).tree;

let shared: World;
let file: Awaited<ReturnType<typeof kept>>;
beforeAll(async () => {
  shared = world(11, 3);
  file = await kept(shared);
});
afterAll(() => file.close());

test('a formula’s scores are those of dense masks, of every unit and range', () => {
  fc.assert(
    fc.property(formulas, fc.nat(UNITS - 1), fc.nat(RANGES.length - 1), (formula, unit, range) => {
      const scores = scoreFormula(file, formula);
      expect(scores).toHaveLength(UNITS * RANGES.length);
      const same = Uint32Array.from({ length: shared.index.sampleCount }, (_, i) => i);
      const bitmap = denseBitmap(shared, { unit, range });
      const score = scores[unit * RANGES.length + range];
      expect(score).toMatchObject({ unit, clusterIndex: range + 1 });
      expect(score?.overlap).toEqual(denseOverlap(bitmap, shared.sets, formula, same));
      expect(score?.bitmapPixels).toBe(bitmap.filter(Boolean).length);
    }),
    { numRuns: 60 },
  );
});

test('the shuffled null is the same formula over the labels of other images, and p counts every way of taking the parts', () => {
  const small = file.header;
  const formula = parseFormula('water AND NOT sky');
  const scores = scoreFormula(file, formula);
  const { index, sets } = shared;
  const labels = listCellsOf(shared);
  const folds = planKept(labels, { rows: UNITS * RANGES.length, cellCount: CELLS, groups: null });
  expect(folds.map(({ shuffles }) => shuffles.length)).toEqual(Array(5).fill(small.shuffles));
  for (const [unit, range] of [
    [0, 0],
    [34, 2],
  ] as const) {
    const bitmap = denseBitmap(shared, { unit, range });
    const partOf = (samples: Uint32Array, from: Uint32Array) => {
      const own = [...samples].flatMap((sample) => bitmap.slice(sample * PIXELS, (sample + 1) * PIXELS));
      return denseOverlap(own, sets, formula, from);
    };
    const choices = folds.map(({ samples, shuffles }) => [samples, ...shuffles].map((from) => partOf(samples, from)));
    const score = scores[unit * RANGES.length + range];
    const sum = (of: 'intersection' | 'union') =>
      choices.flatMap((fold) => fold.slice(1)).reduce((s, o) => s + o[of], 0);
    expect(score?.shuffled).toEqual({ intersection: sum('intersection'), union: sum('union') });
    let ways: { intersection: number; union: number }[] = [{ intersection: 0, union: 0 }];
    for (const fold of choices) {
      ways = ways.flatMap((way) =>
        fold.map((one) => ({ intersection: way.intersection + one.intersection, union: way.union + one.union })),
      );
    }
    const own = ways[0] as (typeof ways)[number];
    const reached = ways.filter((way) => way.intersection * own.union >= own.intersection * way.union).length;
    expect(score?.p).toBeCloseTo(reached / ways.length, 12);
  }
  expect(index.sampleCount).toBe(11);
});

test('where shuffles do not fit, hits are kept without; where hits do not fit, nothing is', async () => {
  const counts = UNITS * RANGES.length * CELLS * 2;
  const opened = await kept(world(6, 1), { bytesMax: counts });
  const [score] = scoreFormula(opened, concept('sky'));
  opened.close();
  expect(score).toMatchObject({ p: null, shuffled: null });
  await expect(kept(world(6, 1), { bytesMax: counts - 1 })).rejects.toThrow('at most 1 MB');
});

test('a file that is cut, or of something else, counts as none', async () => {
  const own = world(6, 2);
  (await kept(own)).close();
  const path = new Cache(own.own).pathOf(HITS_IN_CACHE, 'b'.repeat(64));
  expect(await HITS_IN_CACHE.describe(path)).toBe('a test');
  for (const content of ['', 'STRATAH1', 'something else entirely']) {
    writeFileSync(path, content);
    expect(openKeptFile(path)).toBeNull();
  }
  expect(openKeptFile(`${path}.gone`)).toBeNull();
});

test('equal scores stand in the order of units and ranges', () => {
  const scores = scoreFormula(file, concept('nothing of this name'));
  expect(scores.every(({ overlap, p }) => overlap.intersection === 0 && p === 1)).toBe(true);
  expect(scores.toReversed().sort(compareScores)).toEqual(scores);
  expect(unknownConcepts(['sky', 'cow', 'cow'], file.header)).toEqual(['cow']);
});

test('an area’s overlap with each range in one image is that of dense masks', () => {
  const source = openActivations(shared.activationsPath);
  const { upsampling, units } = file.header;
  fc.assert(
    fc.property(
      fc.nat(shared.index.sampleCount - 1),
      fc.array(fc.nat(1), { minLength: PIXELS, maxLength: PIXELS }),
      (sampleIndex, bits) => {
        const area = Uint8Array.from(bits);
        const found = rangesInImage(source, { sampleIndex, area, mask: MASK, upsampling, units });
        expect(found).toHaveLength(UNITS * RANGES.length);
        for (const [unit, range] of [
          [0, 1],
          [20, 2],
        ] as const) {
          const bitmap = denseBitmap(shared, { unit, range }).slice(sampleIndex * PIXELS, (sampleIndex + 1) * PIXELS);
          expect(found[unit * RANGES.length + range]).toEqual({
            unit,
            clusterIndex: range + 1,
            bitmapPixels: bitmap.filter(Boolean).length,
            intersection: bitmap.filter((fires, i) => fires && area[i] === 1).length,
          });
        }
      },
    ),
    { numRuns: 20 },
  );
  source.close();
});

/** The cells of each image, as the counting lists them. */
function listCellsOf({ sets, index }: World): ReturnType<typeof listCells> {
  const [offsets, cells, pixels]: [number[], number[], number[]] = [[0], [], []];
  for (let sample = 0; sample < index.sampleCount; sample += 1) {
    const own = sets.subarray(sample * PIXELS, (sample + 1) * PIXELS);
    for (const cell of new Set(own)) {
      cells.push(cell);
      pixels.push(own.filter((one) => one === cell).length);
    }
    offsets.push(cells.length);
  }
  return { offsets: Uint32Array.from(offsets), cells: Uint32Array.from(cells), pixels: Uint32Array.from(pixels) };
}
