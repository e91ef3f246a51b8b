import { evaluateFormula, formulaToLeftDeep, parseFormula } from '@strata/domain';
import { inRange } from '@strata/kernels';
import { openLayerSession, readPixels } from '@strata/onnx';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  type MaskedExplanation,
  type MaskingInputs,
  type MaskingOptions,
  type MaskingScore,
  measureMasking,
  openActivations,
} from '../src/index.ts';
import { maskFactors } from '../src/masking/mask-factors.ts';
import { drawnOrder, sampleNoise } from '../src/masking/noise.ts';
import { otherImages } from '../src/masking/other-image.ts';
import { rangeSimilarity } from '../src/masking/range-similarity.ts';
import { halfOpenRange, openRange } from '../src/ranges/activation-range.ts';
import { findRanges } from '../src/ranges/find-ranges.ts';
import { type DrawnWorld, drawWorld } from './drawn-world.ts';

const FORMULAS = ['left', '((ball OR red) AND NOT left)', 'ball', 'nowhere', '(red OR left)'];
let world: DrawnWorld;
let inputs: MaskingInputs;

beforeAll(async () => {
  world = await drawWorld();
  const names = world.dataset.concepts.map(({ name }) => name);
  const source = openActivations(world.activationsPath);
  const shape = { samples: source.samples, height: source.height, width: source.width };
  const explanations = [0, 3, 9, 17, 33, 40].flatMap((unit) =>
    findRanges(source.readUnit(unit), { shape, clusters: 3 }).ranges.map((range, j): MaskedExplanation => {
      const formula = FORMULAS[(unit + j) % FORMULAS.length] as string;
      const terms = formulaToLeftDeep(parseFormula(formula), (name) => names.indexOf(name));
      return { unit, clusterIndex: j + 1, range, formula, terms };
    }),
  );
  source.close();
  inputs = { ...world, explanations };
});

async function measure(options: MaskingOptions = {}, explanations = inputs.explanations): Promise<MaskingScore[]> {
  const scores: MaskingScore[] = [];
  const sink = { writeScores: async (some: readonly MaskingScore[]) => void scores.push(...some) };
  await measureMasking({ ...inputs, explanations }, sink, options);
  return sorted(scores);
}
const sorted = (scores: readonly MaskingScore[]) =>
  [...scores].sort((a, b) => a.unit - b.unit || a.clusterIndex - b.clusterIndex);

/** One explanation by the definition: whole masks from the labels, one image at a time, the whole model. */
async function naive({ unit, range, formula, clusterIndex }: MaskedExplanation, seed: number): Promise<MaskingScore> {
  const { modelPath, preprocessing, index, conceptsAt, imagePath } = world;
  const { height, width, scale, mean, standardDeviation } = preprocessing;
  const { maskShape } = index;
  const session = await openLayerSession(modelPath, { ...world, layers: [world.layer], batchSize: 1 });
  const source = openActivations(world.activationsPath);
  const area = source.height * source.width;
  const parsed = parseFormula(formula);
  const holdsAt = (sample: number, row: number, column: number) => {
    const concepts = new Set(conceptsAt(sample, row, column));
    return evaluateFormula(parsed, (name) => concepts.has(name));
  };
  const withFormula = [...drawnOrder(index.sampleCount, { seed })].filter((sample) =>
    Array.from({ length: maskShape.height * maskShape.width }, (_, i) => i).some((i) =>
      holdsAt(sample, Math.floor(i / maskShape.width), i % maskShape.width),
    ),
  );
  /** Of each sample that counts: under the mask of an image. */
  const left = async (maskOf: (sample: number) => number) => {
    const found: { similarity: number; strength: number }[] = [];
    for (let sample = 0; sample < index.sampleCount; sample += 1) {
      const noise = sampleNoise(maskShape.height * maskShape.width, { seed, sample });
      const before = source.readUnit(unit).subarray(sample * area, (sample + 1) * area);
      const places = [...before.keys()].filter((i) => inRange(before[i] as number, range.lowest, range.beyond));
      const silent = places.every((i) => before[i] === 0);
      if (places.length < 3 || silent || !withFormula.includes(sample)) continue;
      const { data } = await readPixels(imagePath(sample), preprocessing);
      const input = new Float32Array(3 * height * width);
      for (let y = 0; y < height; y += 1) {
        for (let x = 0; x < width; x += 1) {
          const row = Math.floor(((y + 0.5) * maskShape.height) / height);
          const column = Math.floor(((x + 0.5) * maskShape.width) / width);
          const holds = holdsAt(maskOf(sample), row, column);
          const factor = holds ? 1 : (noise[row * maskShape.width + column] as number);
          for (let channel = 0; channel < 3; channel += 1) {
            const pixel = (data[(y * width + x) * 3 + channel] as number) * factor;
            input[(channel * height + y) * width + x] =
              (pixel * scale - (mean[channel] as number)) / (standardDeviation[channel] as number);
          }
        }
      }
      const { layers } = await session.run({ input, count: 1 });
      const masked = layers[0]?.data as Float32Array;
      const after = masked.subarray(unit * area, (unit + 1) * area);
      const sum = (of: (i: number) => number) => places.reduce((total, i) => total + of(i), 0);
      const product = sum((i) => (before[i] as number) * (after[i] as number));
      const [lengthBefore, lengthAfter] = [
        Math.sqrt(sum((i) => (before[i] as number) ** 2)),
        Math.sqrt(sum((i) => (after[i] as number) ** 2)),
      ];
      const similarity = lengthAfter === 0 ? 0 : product / (lengthBefore * lengthAfter);
      found.push({ similarity, strength: lengthAfter / lengthBefore });
    }
    return found;
  };
  const own = await left((sample) => sample);
  const next = (sample: number) => withFormula[(withFormula.indexOf(sample) + 1) % withFormula.length] as number;
  const other = withFormula.length < 2 ? [] : await left(next);
  await session.close();
  source.close();
  const meanOf = (numbers: readonly number[]) =>
    numbers.length === 0 ? null : numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  return {
    ...{ unit, clusterIndex, samples: own.length },
    labelMasking: meanOf(own.map(({ similarity }) => similarity)),
    strength: meanOf(own.map(({ strength }) => strength)),
    floor: meanOf(other.map(({ similarity }) => similarity)),
  };
}

describe('label masking', () => {
  test.each([0, 5])('is what masking by hand gives, image by image (seed %i)', async (seed) => {
    const found = await measure({ seed });
    const expected: MaskingScore[] = [];
    for (const explanation of inputs.explanations) expected.push(await naive(explanation, seed));
    expect(found.map(({ samples }) => samples)).toEqual(expected.map(({ samples }) => samples));
    for (const [i, score] of found.entries()) {
      for (const name of ['labelMasking', 'strength', 'floor'] as const) {
        const by = expected[i]?.[name] ?? null;
        if (by === null) expect(score[name]).toBeNull();
        else expect(score[name]).toBeCloseTo(by, 6);
      }
    }
    expect(found.filter(({ labelMasking, floor }) => floor !== null && floor !== labelMasking).length).toBeGreaterThan(
      3,
    );
    const scores = found.flatMap(({ labelMasking }) => labelMasking ?? []);
    expect(scores.length).toBeGreaterThan(9);
    expect(Math.min(...scores)).toBeLessThan(0.97);
    expect(found.filter(({ labelMasking }) => labelMasking === null).length).toBeGreaterThan(1);
  });

  test('is the same with one and two threads, alone and in company, whatever the order', async () => {
    const whole = await measure();
    expect(await measure({ threads: 2 })).toEqual(whole);
    expect(await measure({}, [...inputs.explanations].reverse())).toEqual(whole);
    const alone = [];
    for (const explanation of inputs.explanations) alone.push(...(await measure({}, [explanation])));
    expect(sorted(alone)).toEqual(whole);
  });

  test('changes with the seed', async () => {
    expect(await measure({ seed: 1 })).not.toEqual(await measure({ seed: 2 }));
  });

  test('on few samples takes so many of those that count, the same for an explanation alone; on enough, all', async () => {
    const whole = await measure();
    const few = await measure({ samplesMax: 2 });
    expect(few.map(({ samples }) => samples)).toEqual(whole.map(({ samples }) => Math.min(samples, 2)));
    expect(await measure({ samplesMax: 7 })).toEqual(whole);
    const [first] = inputs.explanations as [MaskedExplanation];
    expect(await measure({ samplesMax: 2 }, [first])).toEqual(few.slice(0, 1));
  });

  test('stopped between formulas keeps whole formulas, and the rest gives what one go gives', async () => {
    // Nine formulas: more than are measured together.
    const names = world.dataset.concepts.map(({ name }) => name);
    const many = inputs.explanations.slice(0, 9).map((explanation, i) => {
      const parsed = parseFormula(`(${names[i % 3]} OR ${names[3 - (i % 2)]})`);
      // Texts of their own, so that none is measured with another.
      return {
        ...explanation,
        formula: `formula ${i}`,
        terms: formulaToLeftDeep(parsed, (name) => names.indexOf(name)),
      };
    });
    const controller = new AbortController();
    const kept: MaskingScore[] = [];
    const sink = {
      writeScores: async (some: readonly MaskingScore[]) => {
        kept.push(...some);
        controller.abort(new Error('stopped'));
      },
    };
    const stopped = measureMasking({ ...inputs, explanations: many }, sink, { signal: controller.signal });
    await expect(stopped).rejects.toThrow('stopped');
    expect(kept).toHaveLength(8);
    const rest = many.filter(
      ({ unit, clusterIndex }) => !kept.some((one) => one.unit === unit && one.clusterIndex === clusterIndex),
    );
    expect(sorted([...kept, ...(await measure({}, rest))])).toEqual(await measure({}, many));
  });

  test('an image that can’t be read is named', async () => {
    const sink = { writeScores: async () => {} };
    const broken = { ...inputs, imagePath: (sample: number) => `/no/such/${sample}.png` };
    await expect(measureMasking(broken, sink)).rejects.toThrow(/\/no\/such\/\d\.png: expected an image/);
  });
});

describe('noise', () => {
  test('lies in [0, 1), is the same again, and differs between samples and seeds', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (seed, sample) => {
        const noise = sampleNoise(200, { seed, sample });
        expect(noise.every((value) => value >= 0 && value < 1)).toBe(true);
        expect(sampleNoise(200, { seed, sample })).toEqual(noise);
        expect(sampleNoise(200, { seed, sample: sample + 1 })).not.toEqual(noise);
        expect(sampleNoise(200, { seed: seed + 1, sample })).not.toEqual(noise);
      }),
    );
  });

  test('is uniform: a tenth in every tenth, mean a half', () => {
    const noise = sampleNoise(100_000, { seed: 3, sample: 4 });
    const tenths = new Array<number>(10).fill(0);
    for (const value of noise) tenths[Math.floor(value * 10)] = (tenths[Math.floor(value * 10)] as number) + 1;
    for (const count of tenths) expect(Math.abs(count - 10_000)).toBeLessThan(400);
  });

  test('draws every sample once', () => {
    const order = drawnOrder(1_000, { seed: 9 });
    expect([...order].sort((a, b) => a - b)).toEqual([...order.keys()]);
    expect(drawnOrder(1_000, { seed: 9 })).toEqual(order);
    expect(drawnOrder(1_000, { seed: 8 })).not.toEqual(order);
  });
});

test('every image pixel takes the mask pixel in which its centre lies', () => {
  // Three mask columns over five image columns: centres at 0.3, 0.9, 1.5, 2.1, 2.7 of a mask pixel.
  const factorsOf = maskFactors({ mask: { height: 1, width: 3 }, image: { height: 1, width: 5 } });
  const noise = Float32Array.of(0.25, 0.5, 0.75);
  const cells = Uint16Array.of(0, 1, 0);
  expect([...factorsOf({ cells, satisfied: Uint8Array.of(0, 1), noise })]).toEqual([0.25, 0.25, 1, 0.75, 0.75]);
});

describe('what is left of a map in a range', () => {
  const before = Float32Array.of(1, 2, 3, 9, 2);
  const range = halfOpenRange(2, 4);

  test('is read at the places of the range alone: alike for a multiple, which the strength tells', () => {
    const doubled = rangeSimilarity(before, Float32Array.of(7, 4, 6, -1, 4), range);
    expect(doubled?.similarity).toBeCloseTo(1, 12);
    expect(doubled?.strength).toBeCloseTo(2, 12);
    // (2·3 + 3·0 + 2·0) / (√17 · √9)
    const one = rangeSimilarity(before, Float32Array.of(0, 3, 0, 0, 0), range);
    expect(one?.similarity).toBeCloseTo(6 / (Math.sqrt(17) * 3), 12);
    expect(one?.strength).toBeCloseTo(3 / Math.sqrt(17), 12);
  });

  test('is nothing of a silenced map, and unknown of fewer than three places or of zeros alone', () => {
    expect(rangeSimilarity(before, new Float32Array(5), range)).toEqual({ similarity: 0, strength: 0 });
    expect(rangeSimilarity(before, before, openRange(2.5, null))).toBeNull();
    expect(rangeSimilarity(before, before, openRange(20, null))).toBeNull();
    expect(rangeSimilarity(new Float32Array(5), before, openRange(null, null))).toBeNull();
    expect(rangeSimilarity(new Float32Array(5), new Float32Array(5), openRange(null, null))).toBeNull();
  });
});

test('the floor takes the mask of the next image that has the formula, in the drawn order, and needs two', () => {
  // Images 0, 2 and 3 have cell 1.
  const cells = { offsets: Uint32Array.of(0, 1, 2, 4, 5), cells: Uint32Array.of(1, 0, 0, 1, 1) };
  const order = Uint32Array.of(3, 1, 0, 2);
  const parts = { cells, order, groups: null };
  const others = otherImages(Uint8Array.of(0, 1), parts);
  expect([others?.[3], others?.[0], others?.[2]]).toEqual([0, 2, 3]);
  // Images 3 and 0 belong together: both take that of image 2, which takes theirs in turn.
  const apart = otherImages(Uint8Array.of(0, 1), { ...parts, groups: Uint32Array.of(7, 8, 9, 7) });
  expect([apart?.[3], apart?.[0], apart?.[2]]).toEqual([2, 2, 3]);
  expect(otherImages(Uint8Array.of(0, 1), { ...parts, groups: Uint32Array.of(7, 8, 7, 7) })).toBeNull();
  const once = { ...cells, cells: Uint32Array.of(1, 0, 0, 0, 0) };
  expect(otherImages(Uint8Array.of(0, 1), { ...parts, cells: once })).toBeNull();
});
