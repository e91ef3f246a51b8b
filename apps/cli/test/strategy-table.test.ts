import type { ComparedRange } from '@strata/compute';
import { expect, it } from 'vitest';
import { summarize, tableOf } from '../src/strategies/summarize.ts';

const range = (visited: number, keys: readonly [string, string]): ComparedRange => ({
  unit: 0,
  clusterIndex: 1,
  bitmapPixels: 9,
  findings: [
    { strategy: 'beam', formula: 'sky', key: keys[0], iou: 0.25, visited, ms: 1 },
    { strategy: 'optimal', formula: 'sky', key: keys[1], iou: 0.5, visited: 2 * visited, ms: 2 },
  ],
});

it('gives mean and median of the formulas visited, and counts the ranges where the formula is the optimal one', () => {
  // 1, 2 and 30: mean 11, median 2.
  const summaries = summarize([range(1, ['a', 'a']), range(30, ['a', 'b']), range(2, ['b', 'b'])]);
  expect(summaries).toEqual([
    { strategy: 'beam', ranges: 3, visitedMean: 11, visitedMedian: 2, msMean: 1, iouMean: 0.25, sameAsOptimal: 2 },
    { strategy: 'optimal', ranges: 3, visitedMean: 22, visitedMedian: 4, msMean: 2, iouMean: 0.5, sameAsOptimal: 3 },
  ]);
});

it('takes the middle of the two in the middle as the median of an even number', () => {
  expect(summarize([1, 2, 5, 9].map((visited) => range(visited, ['a', 'a'])))[0]?.visitedMedian).toBe(3.5);
});

it('aligns the table, and leaves open what no optimal search says', () => {
  const beamOnly = [range(7, ['a', 'a'])].map((one) => ({ ...one, findings: one.findings.slice(0, 1) }));
  expect(tableOf(summarize(beamOnly))).toBe(
    'strategy  visited mean  median  ms per range  mean IoU  optimal formula\n' +
      'beam               7.0       7         1.000    0.2500                –\n',
  );
  expect(summarize([])).toEqual([]);
});
