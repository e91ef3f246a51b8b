import { bilinearAxis, inRange, upsample } from '@strata/kernels';
import type { CellIndex } from '@strata/probe';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hitCounter } from '../src/hits/count-hits.ts';
import { rangeMetrics } from '../src/metrics/range-metrics.ts';
import { countPresence } from '../src/metrics/sample-presence.ts';
import { openRange } from '../src/ranges/activation-range.ts';

const MASK = { height: 6, width: 5 };
const PIXELS = MASK.height * MASK.width;
const CELLS = 4;

test('metrics are shares of pixels and of samples', () => {
  // |B| = 8, |F| = 10, |B ∩ F| = 4; F in 5 samples, B in 4, both at one pixel in 2.
  const metrics = rangeMetrics(
    { intersection: 4, formulaPixels: 10, bitmapPixels: 8 },
    { formula: 5, bitmap: 4, overlap: 2 },
  );
  expect(metrics).toEqual({
    detectionAccuracy: 0.4,
    activationCoverage: 0.5,
    sampleCoverage: 0.4,
    explanationCoverage: 0.5,
  });
  const nothing = rangeMetrics(
    { intersection: 0, formulaPixels: 0, bitmapPixels: 0 },
    { formula: 0, bitmap: 0, overlap: 0 },
  );
  expect(Object.values(nothing)).toEqual([0, 0, 0, 0]);
});

test('samples are counted as dense masks say', () => {
  const shape = fc.record({ height: fc.integer({ min: 1, max: 4 }), width: fc.integer({ min: 1, max: 7 }) });
  const worlds = fc.tuple(shape, fc.constantFrom(1, 3, 40)).chain(([mapShape, samples]) =>
    fc.record({
      mapShape: fc.constant(mapShape),
      samples: fc.constant(samples),
      cells: fc.array(fc.nat(CELLS - 1), { minLength: samples * PIXELS, maxLength: samples * PIXELS }),
      // Few values, so that many lie exactly on bounds; a third, so that interpolation rounds.
      values: fc.array(fc.constantFrom(-1, 0, 1 / 3, 1, 2, 5), {
        minLength: samples * mapShape.height * mapShape.width,
        maxLength: samples * mapShape.height * mapShape.width,
      }),
      satisfied: fc.array(fc.nat(1), { minLength: CELLS, maxLength: CELLS }),
      bounds: fc.constantFrom<[number | null, number | null]>([null, 0], [0, 1], [1 / 3, 2], [4, null], [4.9, null]),
    }),
  );
  fc.assert(
    fc.property(worlds, ({ mapShape, samples, cells, values, satisfied, bounds }) => {
      const maps = {
        read: (s: number, n: number) => Uint16Array.from(cells).subarray(s * PIXELS, (s + n) * PIXELS),
        close() {},
      };
      const index = { sampleCount: samples, cellCount: CELLS, maskShape: MASK } as CellIndex;
      const { lowest, beyond } = openRange(...bounds);
      const mapSize = mapShape.height * mapShape.width;
      const unit = Float32Array.from(values);
      const expected = { bitmap: 0, formula: 0, overlap: 0 };
      for (let s = 0; s < samples; s += 1) {
        const into = new Float32Array(PIXELS);
        const rows = bilinearAxis(mapShape.height, MASK.height);
        const columns = bilinearAxis(mapShape.width, MASK.width);
        upsample(unit.subarray(s * mapSize, (s + 1) * mapSize), { rows, columns, into });
        const bitmap = [...into].map((value) => inRange(value, lowest, beyond));
        const mask = cells.slice(s * PIXELS, (s + 1) * PIXELS).map((cell) => satisfied[cell] === 1);
        if (bitmap.some(Boolean)) expected.bitmap += 1;
        if (mask.some(Boolean)) expected.formula += 1;
        if (bitmap.some((is, pixel) => is && mask[pixel])) expected.overlap += 1;
      }
      // The range in question is neither the first nor the only one.
      const ranges = [openRange(null, 0.5), openRange(...bounds), openRange(0.2, null)];
      const [counted] = hitCounter({ index, maps, mapShape })([{ unit: 0, values: unit, ranges }]);
      if (!counted) throw new Error('Nothing was counted.');
      const samplePixels = counted.samplePixels.subarray(samples, 2 * samples);
      const question = { ...counted, range: 1, samplePixels, satisfied: Uint8Array.from(satisfied) };
      expect(countPresence(question)).toEqual(expected);
    }),
    { numRuns: 400 },
  );
});
