import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stretch } from '../src/resize.ts';

/** A grey image, its three channels alike, from rows of values. */
function grey(...rows: number[][]) {
  const data = Uint8Array.from(rows.flat().flatMap((value) => [value, value, value]));
  return { data, width: rows[0]?.length ?? 0, height: rows.length };
}
function rowsOf({ data, width, height }: ReturnType<typeof stretch>): number[][] {
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_unused, x) => data[(y * width + x) * 3] as number),
  );
}

describe('stretching an image', () => {
  test('enlarges with half-pixel centres and repeated borders', () => {
    // Centres of the four targets lie at 0.25, 0.75, 1.25, 1.75 of two source pixels whose centres are 0.5 and 1.5:
    // outside, a quarter in, three quarters in, outside.
    expect(rowsOf(stretch(grey([0, 100]), { width: 4, height: 1 }))).toEqual([[0, 25, 75, 100]]);
    expect(rowsOf(stretch(grey([0], [100]), { width: 1, height: 4 }))).toEqual([[0], [25], [75], [100]]);
  });

  test('shrinks with a triangle as wide as the ratio asks', () => {
    // Ratio 2: the triangle reaches 2 source pixels each way. Target 0 lies at 1: weights 3/4, 3/4, 1/4 of 0, 100, 200
    // over 7/4: (75 + 50) / 1.75 = 71.43. Target 1 lies at 3: weights 1/4, 3/4, 3/4 of 100, 200, 40: 205 / 1.75 = 117.14.
    expect(rowsOf(stretch(grey([0, 100, 200, 40]), { width: 2, height: 1 }))).toEqual([[71, 117]]);
  });

  test('rounds across first, then down', () => {
    // Column 1, across: 0.25 → 0 above, 1.25 → 1 below; down: 0.25 → 0, 0.75 → 1. Rounded only at the end, its second
    // row would be 0.25 + 0.25 = 0.5 → 1. Column 2, across: 0.75 → 1 and 1.75 → 2; down: 1.25 → 1, 1.75 → 2.
    const rows = rowsOf(stretch(grey([0, 1], [1, 2]), { width: 4, height: 4 }));
    expect(rows.map((row) => row[1])).toEqual([0, 0, 1, 1]);
    expect(rows.map((row) => row[2])).toEqual([1, 1, 2, 2]);
  });

  test('keeps each channel apart and leaves an image of the size as it is', () => {
    const image = { data: Uint8Array.of(1, 2, 3, 4, 5, 6), width: 2, height: 1 };
    expect(stretch(image, { width: 2, height: 1 })).toEqual(image);
    expect([...stretch(image, { width: 1, height: 1 }).data]).toEqual([3, 4, 5]);
  });

  test('keeps a plain image plain and never leaves the range of its values', () => {
    const side = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(side, side, side, side, fc.infiniteStream(fc.integer({ min: 0, max: 255 })), (w, h, W, H, values) => {
        const rows = Array.from({ length: h }, () => Array.from({ length: w }, () => values.next().value as number));
        const result = rowsOf(stretch(grey(...rows), { width: W, height: H })).flat();
        expect(Math.min(...result)).toBeGreaterThanOrEqual(Math.min(...rows.flat()));
        expect(Math.max(...result)).toBeLessThanOrEqual(Math.max(...rows.flat()));
      }),
    );
  });

  test.each([
    [
      7,
      5,
      [
        [0, 83, 255, 150, 0, 4, 27],
        [74, 100, 158, 97, 40, 94, 128],
        [215, 140, 16, 28, 100, 208, 255],
        [251, 217, 161, 87, 40, 81, 104],
        [255, 255, 255, 134, 0, 0, 0],
      ],
    ],
    [
      2,
      2,
      [
        [104, 90],
        [186, 73],
      ],
    ],
    [
      3,
      2,
      [
        [98, 97, 96],
        [220, 92, 85],
      ],
    ],
    [
      4,
      6,
      [
        [0, 255, 0, 21],
        [37, 203, 19, 86],
        [152, 47, 76, 224],
        [226, 47, 76, 215],
        [249, 203, 19, 59],
        [255, 255, 0, 0],
      ],
    ],
  ])(
    'bicubically to %i×%i gives the pixels of Pillow 13, which overshoot and are cut at black and white',
    (width, height, rows) => {
      const image = grey([0, 255, 0, 40], [200, 10, 90, 255], [255, 255, 0, 7]);
      expect(rowsOf(stretch(image, { width, height, filter: 'bicubic' }))).toEqual(rows);
    },
  );
});
