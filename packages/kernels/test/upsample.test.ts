import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bilinearAxis, upsample } from '../src/index.ts';

function enlarge(map: number[], { from, to }: { from: [number, number]; to: [number, number] }): number[] {
  const into = new Float32Array(to[0] * to[1]);
  upsample(Float32Array.from(map), { rows: bilinearAxis(from[0], to[0]), columns: bilinearAxis(from[1], to[1]), into });
  return [...into];
}

test('samples at half-pixel centres and repeats the borders', () => {
  // sources of 4 pixels on 2: max(0, (i + 0.5) / 2 - 0.5) = 0, 0.25, 0.75, 1.25 (second repeated)
  expect(enlarge([0, 4], { from: [1, 2], to: [1, 4] })).toEqual([0, 1, 3, 4]);
  expect(enlarge([0, 4], { from: [2, 1], to: [4, 1] })).toEqual([0, 1, 3, 4]);
});

test('reads the right rows when the mask grid is coarser than the map', () => {
  // 7 columns on 2: sources 0.5 * 3.5 - 0.5 = 1.25 and 1.5 * 3.5 - 0.5 = 4.75; the second row starts at 10
  const map = [0, 1, 2, 3, 4, 5, 6, 10, 11, 12, 13, 14, 15, 16];
  expect(enlarge(map, { from: [2, 7], to: [2, 2] })).toEqual([1.25, 4.75, 11.25, 14.75]);
});

test('gives a map of the mask size back unchanged', () => {
  fc.assert(
    fc.property(
      fc.array(fc.float({ noNaN: true, noDefaultInfinity: true, max: 1e6, min: -1e6 }), { minLength: 6, maxLength: 6 }),
      (map) => {
        expect(enlarge(map, { from: [2, 3], to: [2, 3] }).map((v) => v + 0)).toEqual(map.map((v) => v + 0));
      },
    ),
  );
});
