import type { CellIndex, CellMapReader } from '@strata/probe';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hitCounter } from '../src/hits/count-hits.ts';
import { openRange } from '../src/ranges/activation-range.ts';

const MASK = { height: 5, width: 4 };
const MAP = { height: 2, width: 3 };
const PIXELS = MASK.height * MASK.width;
const CELLS = 4;

/** The value at a mask pixel, straight from the definition: four corners, float32 after each operation. */
function valueAt(map: Float32Array, { y, x }: { y: number; x: number }): number {
  const axis = (i: number, from: number, to: number) => {
    const source = Math.max(0, ((i + 0.5) * from) / to - 0.5);
    const first = Math.floor(source);
    return { first, second: Math.min(first + 1, from - 1), weight: Math.fround(source - first) };
  };
  const f = Math.fround;
  const lerp = (a: number, b: number, w: number) => f(a + f(w * f(b - a)));
  const [r, c] = [axis(y, MAP.height, MASK.height), axis(x, MAP.width, MASK.width)];
  const at = (row: number, column: number) => map[row * MAP.width + column] as number;
  const upper = lerp(at(r.first, c.first), at(r.first, c.second), c.weight);
  return lerp(upper, lerp(at(r.second, c.first), at(r.second, c.second), c.weight), r.weight);
}

function world(samples: number, cells: Uint16Array): { index: CellIndex; maps: CellMapReader } {
  const index = { cellCount: CELLS, sampleCount: samples, maskShape: MASK } as CellIndex;
  const read = (start: number, count: number) => cells.subarray(start * PIXELS, (start + count) * PIXELS);
  return { index, maps: { read, close: () => {} } };
}

test('cell hits equal counting the pixels of dense masks', () => {
  // 40 samples need two reads of the cell maps.
  const input = fc.constantFrom(1, 40).chain((samples) =>
    fc.record({
      samples: fc.constant(samples),
      cells: fc.array(fc.nat(CELLS - 1), { minLength: samples * PIXELS, maxLength: samples * PIXELS }),
      values: fc.array(fc.integer({ min: -4, max: 8 }), { minLength: samples * 6, maxLength: samples * 6 }),
    }),
  );
  fc.assert(
    fc.property(input, ({ samples, cells, values }) => {
      const map = Float32Array.from(values);
      // Overlapping on purpose: given ranges may.
      const bounds: [number | null, number | null][] = [
        [null, 1],
        [0, 3],
        [3, null],
      ];
      const ranges = bounds.map(([lower, upper]) => openRange(lower, upper));
      const request = world(samples, Uint16Array.from(cells));
      const [found] = hitCounter({ ...request, mapShape: MAP })([{ unit: 7, values: map, ranges }]);
      const hits = new Uint32Array(bounds.length * CELLS);
      const samplePixels = new Uint32Array(bounds.length * samples);
      for (let i = 0; i < samples * PIXELS; i += 1) {
        const sample = Math.floor(i / PIXELS);
        const [y, x] = [Math.floor((i % PIXELS) / MASK.width), i % MASK.width];
        const value = valueAt(map.subarray(sample * 6, sample * 6 + 6), { y, x });
        bounds.forEach(([lower, upper], j) => {
          if (value <= (lower ?? Number.NEGATIVE_INFINITY) || value >= (upper ?? Number.POSITIVE_INFINITY)) return;
          const cell = j * CELLS + (cells[i] as number);
          hits[cell] = (hits[cell] as number) + 1;
          const at = j * samples + sample;
          samplePixels[at] = (samplePixels[at] as number) + 1;
        });
      }
      expect(found).toMatchObject({ unit: 7 });
      expect(found?.hits).toEqual(hits);
      expect(found?.samplePixels).toEqual(samplePixels);
      const total = (j: number) => samplePixels.subarray(j * samples, (j + 1) * samples).reduce((a, b) => a + b, 0);
      expect([...(found?.bitmapPixels ?? [])]).toEqual([0, 1, 2].map(total));
    }),
  );
});
