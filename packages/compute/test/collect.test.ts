import { createRandom } from '@strata/statistics';
import { describe, expect, it } from 'vitest';
import { choosePairs } from '../src/errors/collect/choose-pairs.ts';
import type { CollectProblem } from '../src/errors/collect/collect-problem.ts';
import { judgeCurve } from '../src/errors/collect/judge-curve.ts';
import { addImages, findPairsToCollect, fitReadout, imageFeatures, noSums, packBits, readOut } from '../src/index.ts';

const random = createRandom(5);
const flags = (count: number, share: number) => Array.from({ length: count }, () => Number(random.next() < share));

/**
 * Two classes that the first feature tells apart, but for images with both of columns 0 and 1, where it says the opposite
 * and the second feature tells that they are such images: few of the learnt images are.
 */
function turnedWorld({ rare = 0.04 }: { readonly rare?: number } = {}): CollectProblem {
  const [learntCount, images] = [300, 900];
  const classes = flags(images, 0.5);
  const isPair = classes.map((_, image) => random.next() < (image < learntCount ? rare : 0.2));
  const columns = [
    isPair.map((pair) => Number(pair || random.next() < 0.3)),
    isPair.map((pair, image) => Number(pair || (columnsAlone[image] as number))),
    flags(images, 0.4),
  ];
  // No image has both by chance.
  for (const [image, pair] of isPair.entries()) if (!pair && columns[0]?.[image]) (columns[1] as number[])[image] = 0;
  const features = new Float64Array(2 * images);
  for (let image = 0; image < images; image += 1) {
    const sign = 2 * (classes[image] as number) - 1;
    features[2 * image] = isPair[image] ? 0 : sign;
    features[2 * image + 1] = isPair[image] ? 2 * sign : 0;
  }
  return {
    ...{ images, features, featureCount: 2, classes, classCount: 2, groups: null },
    columns: columns.map((column) => packBits(column)),
    errors: isPair.map((pair) => Number(pair && random.next() < 0.7)),
    learnt: classes.map((_, image) => Number(image < learntCount)),
  };
}
const columnsAlone = flags(900, 0.3);

describe('what to collect', () => {
  it('is the pair that is rare in the data and wrong, where more of it mends more than as many others', () => {
    const problem = turnedWorld({ rare: 0 });
    const { pairs, errorsNeeded, dataCount } = findPairsToCollect(problem, { seed: 3 });
    expect({ errorsNeeded, dataCount }).toEqual({ errorsNeeded: null, dataCount: 300 });
    expect(pairs[0]).toMatchObject({ first: 0, second: 1, verdict: 'COLLECT', dataCount: 0 });
    const [first] = pairs;
    expect(first?.mendedLower).toBeGreaterThan(0);
    expect(first?.mendedLower).toBeLessThanOrEqual(first?.mended ?? 0);
    expect(first?.mended).toBeLessThanOrEqual(first?.mendedUpper ?? 0);
    // More errors can't be mended than there are.
    expect(first?.mendedUpper).toBeLessThanOrEqual(first?.wrong ?? 0);
    const last = first?.curve?.points.at(-1);
    expect(last?.wrongShare).toBeLessThan(last?.controlShare ?? 0);
  });

  it('is not said where the readout learns nothing from more of them', () => {
    const problem = turnedWorld({ rare: 0 });
    const noise = problem.features.map(() => random.next() - 0.5);
    const { pairs } = findPairsToCollect({ ...problem, features: noise }, { seed: 3 });
    expect(pairs.length).toBeGreaterThan(0);
    expect(pairs.filter(({ verdict }) => verdict === 'COLLECT')).toEqual([]);
  });

  it('needs twenty errors, counts groups as one, and says the same for the same seed', () => {
    const problem = turnedWorld({ rare: 0 });
    const few = findPairsToCollect({ ...problem, errors: problem.errors.length ? flags(900, 0.01) : [] }, { seed: 1 });
    expect(few).toMatchObject({ errorsNeeded: 20, pairs: [] });
    // All images are one of ten groups: there are not twenty to be wrong.
    const grouped = { ...problem, groups: Array.from({ length: 900 }, (_, image) => image % 10) };
    expect(findPairsToCollect(grouped, { seed: 1 })).toMatchObject({ units: 10, errorsNeeded: 20 });
    expect(findPairsToCollect(problem, { seed: 2 })).toEqual(findPairsToCollect(problem, { seed: 2 }));
  });
});

describe('pairs are chosen', () => {
  const units = 200;
  // Units 0–9 have both and all go wrong; 10–59 have the one alone, 60–109 the other; of these one in ten is wrong.
  const one = Array.from({ length: units }, (_, unit) => Number(unit < 60));
  const other = Array.from({ length: units }, (_, unit) => Number(unit < 10 || (unit >= 60 && unit < 110)));
  const errors = Array.from({ length: units }, (_, unit) => Number(unit < 10 || unit % 10 === 0));
  const columns = [packBits(one), packBits(other)];
  const problem = { units, columns, errors, data: columns, dataCount: units, pairsMax: 5 };

  it('when both together are wrong and the data has few of them', () => {
    expect(choosePairs(problem)).toEqual({ tried: 1, pairs: [{ first: 0, second: 1 }] });
  });

  it('not when the data has enough of them, nor when one alone is as wrong', () => {
    const data = [packBits(flags(50, 0.9)), packBits(flags(50, 0.9))];
    expect(choosePairs({ ...problem, data, dataCount: 50 }).pairs).toEqual([]);
    // All units with the one are wrong: the other decides nothing.
    expect(choosePairs({ ...problem, errors: one }).pairs).toEqual([]);
  });
});

describe('a learning curve', () => {
  const point = (added: number, wrong: number) => ({
    added,
    wrong: new Uint8Array(10).fill(wrong),
    controlWrong: new Uint8Array(10).fill(8),
  });
  const units = Array.from({ length: 10 }, (_, at) => at);

  it('that does not fall lets expect nothing, one that rises not less', () => {
    for (const wrongs of [
      [8, 8, 8],
      [4, 6, 8],
    ]) {
      const points = wrongs.map((wrong, at) => point(4 * at, wrong));
      expect(judgeCurve(points, { units, known: 0, seed: 1 })).toMatchObject({ mended: 0, mendedUpper: 0 });
    }
  });

  it('that halves as images quadruple is continued as a power, from the images that are known', () => {
    // Shares (10·w/8 + ½) / 11 at 1, 4, 16: exponent near ½; from 99 known images to 199 errors fall by 1 − (200/100)^−b.
    const points = [point(0, 8), point(3, 4), point(15, 2)];
    const { mended } = judgeCurve(points, { units, known: 99, seed: 1 });
    const logs = [10.5 / 11, 5.5 / 11, 3 / 11].map(Math.log);
    const slope = ((logs[2] ?? 0) - (logs[0] ?? 0)) / Math.log(16);
    // Of three points at equal distances the middle one moves no slope.
    expect(mended).toBeCloseTo(1 - 2 ** slope, 10);
  });
});

describe('a readout', () => {
  it('tells classes apart that lie apart, and takes images one by one as all at once', () => {
    const features = Float64Array.from([2, 2, 2, -1, -1, -1]);
    const all = { features, featureCount: 1, classes: [0, 0, 0, 1, 1, 1], classCount: 2 };
    const once = addImages(noSums(all), all, [0, 1, 2, 3, 4, 5]);
    const twice = addImages(addImages(noSums(all), all, [0, 1, 2]), all, [3, 4, 5]);
    expect(twice).toEqual(once);
    const weights = fitReadout(once, 2);
    expect([0, 3].map((image) => readOut(weights, all, image))).toEqual([0, 1]);
  });

  it('reads a wide layer through as many features as it can bear, and no number that is none', () => {
    const source = {
      ...{ units: 300, height: 1, width: 2 },
      readUnit: (unit: number) => Float32Array.from([unit, Number.NaN, 0, 1, 2, 3]),
    };
    const { features, featureCount } = imageFeatures(source, { images: [0, 1, 2], seed: 1 });
    expect(featureCount).toBe(256);
    expect(features.every(Number.isFinite)).toBe(true);
  });
});
