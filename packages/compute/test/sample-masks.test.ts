import { inflateRawSync } from 'node:zlib';
import { createHitKernel, createTwinKernel } from '@strata/kernels';
import type { CellIndex } from '@strata/probe';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hitCounter } from '../src/hits/count-hits.ts';
import { openRange } from '../src/ranges/activation-range.ts';
import { deflateRows } from '../src/samples/deflate-rows.ts';
import { sampleMasker } from '../src/samples/sample-masks.ts';

test('any inflater gives the bytes of a compressed mask back', () => {
  // Rows that repeat, runs longer than one match holds, and single bytes.
  const runs = fc.array(fc.tuple(fc.nat(255), fc.constantFrom(1, 2, 3, 13, 14, 257, 258, 259, 700)), { maxLength: 20 });
  const anyBytes = fc.uint8Array({ maxLength: 300 });
  const bytes = fc.oneof(
    anyBytes,
    runs.map((list) => Uint8Array.from(list.flatMap(([byte, length]) => Array<number>(length).fill(byte)))),
    fc.tuple(anyBytes, fc.integer({ min: 1, max: 6 })).map(([row, times]) =>
      Uint8Array.from(
        Array<number[]>(times)
          .fill([...row])
          .flat(),
      ),
    ),
  );
  fc.assert(
    fc.property(bytes, fc.constantFrom(1, 2, 3, 5, 14, 28, 257, 32_768), (input, rowBytes) => {
      expect(new Uint8Array(inflateRawSync(deflateRows(input, { rowBytes })))).toEqual(input);
    }),
    { numRuns: 2_000 },
  );
});

test('a mask of every repeat that deflate knows comes back', () => {
  for (let length = 1; length <= 600; length += 1) {
    const input = new Uint8Array(length + 2).fill(7, 1, length + 1);
    expect(new Uint8Array(inflateRawSync(deflateRows(input, { rowBytes: 14 })))).toEqual(input);
  }
  for (let distance = 1; distance <= 32_768; distance = Math.ceil(distance * 1.4)) {
    const row = Uint8Array.from({ length: distance }, (_, i) => (Math.imul(i, 0x9e3779b1) >>> 13) & 255);
    const input = new Uint8Array([...row, ...row]);
    const deflated = deflateRows(input, { rowBytes: distance });
    expect(new Uint8Array(inflateRawSync(deflated))).toEqual(input);
    if (distance > 100) expect(deflated.length).toBeLessThan(1.5 * distance);
  }
});

test('a smooth mask is stored in less than a seventh of its bits', () => {
  const disc = new Uint8Array(112 * 14);
  for (let i = 0; i < 112 * 112; i += 1) {
    if (((i % 112) - 50) ** 2 + (Math.floor(i / 112) - 60) ** 2 < 900)
      disc[i >> 3] = (disc[i >> 3] as number) | (128 >> (i & 7));
  }
  expect(deflateRows(disc, { rowBytes: 14 }).length).toBeLessThan(disc.length / 7);
});

test("samples' masks hold as many pixels as were counted, with the plain kernel as with the compiled one", () => {
  const mask = { height: 9, width: 11 };
  const [pixels, mapSize, samples, cellCount] = [99, 12, 3, 5];
  const cells = Uint16Array.from({ length: samples * pixels }, (_, i) => (Math.imul(i, 0x9e3779b1) >>> 9) % cellCount);
  const index = { sampleCount: samples, cellCount, maskShape: mask } as CellIndex;
  const maps = { read: (s: number, n: number) => cells.subarray(s * pixels, (s + n) * pixels), close() {} };
  const values = Float32Array.from(
    { length: samples * mapSize },
    (_, i) => ((Math.imul(i, 0x85ebca6b) >>> 7) % 13) / 3 - 1,
  );
  const mapShape = { height: 3, width: 4 };
  const ranges = [openRange(-0.5, 1), openRange(1, null)];
  const satisfied = Uint8Array.of(0, 1, 0, 1, 1);
  for (const createKernel of [createHitKernel, createTwinKernel]) {
    const [counted] = hitCounter({ index, maps, mapShape, createKernel })([{ unit: 0, values, ranges }]);
    const masker = sampleMasker({ index, maps, mapShape, images: null });
    for (let sampleIndex = 0; sampleIndex < samples; sampleIndex += 1) {
      const map = values.subarray(sampleIndex * mapSize, (sampleIndex + 1) * mapSize);
      ranges.forEach((bounds, range) => {
        const drawn = masker.compress(masker.draw({ sampleIndex, map, bounds, satisfied }));
        expect(drawn.bitmapPixels).toBe(counted?.samplePixels[range * samples + sampleIndex]);
        const own = [...cells.subarray(sampleIndex * pixels, (sampleIndex + 1) * pixels)];
        expect(drawn.formulaPixels).toBe(own.filter((cell) => satisfied[cell] === 1).length);
        expect(bitsOf(drawn.bitmap)).toBe(drawn.bitmapPixels);
        expect(bitsOf(drawn.formulaMask)).toBe(drawn.formulaPixels);
      });
    }
  }
});

function bitsOf(deflated: Uint8Array): number {
  return [...inflateRawSync(deflated)].reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0);
}
