import { bilinearAxis, inRange, upsample } from '@strata/kernels';
import type { CellIndex } from '@strata/probe';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hitCounter, type UnitHits } from '../src/hits/count-hits.ts';
import { openRange } from '../src/ranges/activation-range.ts';
import { boundAgreement } from '../src/samples/bound-agreement.ts';
import { type AgreementBounds, chooseSamples } from '../src/samples/choose-samples.ts';
import { sampleMasker } from '../src/samples/sample-masks.ts';

const choose = (samplePixels: number[], agreement: number[], count?: number) =>
  chooseSamples(
    {
      samplePixels: Uint32Array.from(samplePixels),
      boundsOf: (sample) => boundsAround(samplePixels[sample] as number, agreement[sample] as number, { sample }),
      agreementOf: (sample) => agreement[sample] as number,
    },
    count,
  );

/** Bounds as wide as the sample's number says: none of them tells, some do, some meet. */
function boundsAround(pixels: number, agreement: number, { sample }: { sample: number }): AgreementBounds {
  if (agreement === 0) return { least: 0, most: 0 };
  const slack = (sample * 7) % 5;
  return { least: Math.max(1, agreement - slack), most: Math.min(pixels, agreement + slack) };
}

describe('the samples that show a range', () => {
  it('alternate between those where the formula holds most and those with most of the range', () => {
    // Agreement: 4, 2, 0; pixels: 3, 1, 4, 0, 2.
    expect(choose([20, 40, 9, 50, 25], [1, 0, 8, 0, 9])).toEqual([4, 3, 2, 1, 0]);
    expect(choose([20, 40, 9, 50, 25], [1, 0, 8, 0, 9], 3)).toEqual([4, 3, 2]);
  });

  it('are each there once, the lower sample index first where two are equal', () => {
    expect(choose([7, 7, 7, 7], [5, 5, 5, 5])).toEqual([0, 1, 2, 3]);
    expect(choose([7, 9, 9, 7], [3, 3, 0, 6], 3)).toEqual([3, 1, 0]);
  });

  it('are those with most of the range where the formula holds nowhere, and none without a pixel in it', () => {
    expect(choose([3, 0, 7, 3, 9, 0], [0, 0, 0, 0, 0, 0], 3)).toEqual([4, 2, 0]);
    expect(choose([0, 1], [0, 1])).toEqual([1]);
    expect(choose([0, 0], [0, 0])).toEqual([]);
  });

  it('include the best of the 24 largest in which the formula holds, though many larger ones have nothing of it', () => {
    // 100 large samples without the formula, then 24 with agreement 1 … 24, then one with 99 that is not looked at.
    const samplePixels = [...Array(100).fill(1000), ...Array.from({ length: 24 }, (_, i) => 500 - i), 400];
    const agreement = [...Array(100).fill(0), ...Array.from({ length: 24 }, (_, i) => i + 1), 99];
    expect(choose(samplePixels, agreement)).toEqual([123, 0, 122, 1, 121, 2]);
  });

  it('are those of the plain rule, whatever ends the search early', () => {
    const samples = fc.array(
      fc.nat(8).chain((pixels) => fc.tuple(fc.constant(pixels), fc.nat(pixels))),
      { maxLength: 24 },
    );
    fc.assert(
      fc.property(samples, fc.integer({ min: 1, max: 7 }), (world, count) => {
        const present = world.flatMap(([pixels, agreement], sample) =>
          pixels > 0 ? [{ sample, pixels, agreement }] : [],
        );
        const holding = present.filter(({ agreement }) => agreement > 0);
        const lists = [
          holding.sort((a, b) => b.agreement - a.agreement || a.sample - b.sample).map(({ sample }) => sample),
          present.toSorted((a, b) => b.pixels - a.pixels || a.sample - b.sample).map(({ sample }) => sample),
        ];
        const expected: number[] = [];
        for (let turn = 0; expected.length < Math.min(count, present.length); turn += 1) {
          const next = lists[turn % 2]?.find((sample) => !expected.includes(sample));
          if (next !== undefined) expected.push(next);
        }
        const [pixels, agreement] = [world.map(([one]) => one), world.map(([, one]) => one)];
        expect(choose(pixels, agreement, count)).toEqual(expected);
      }),
      { numRuns: 1000 },
    );
  });
});

it('agreement and its bounds are those of dense masks', () => {
  const mask = { height: 6, width: 5 };
  const pixels = mask.height * mask.width;
  const shape = fc.record({ height: fc.integer({ min: 1, max: 7 }), width: fc.integer({ min: 1, max: 4 }) });
  const worlds = shape.chain((mapShape) =>
    fc.record({
      mapShape: fc.constant(mapShape),
      cells: fc.array(fc.nat(3), { minLength: pixels, maxLength: pixels }),
      // Few values, so that many lie exactly on bounds; a third, so that interpolation rounds.
      values: fc.array(fc.constantFrom(-1, 0, 1 / 3, 1, 2, 5), {
        minLength: mapShape.height * mapShape.width,
        maxLength: mapShape.height * mapShape.width,
      }),
      satisfied: fc.array(fc.nat(1), { minLength: 4, maxLength: 4 }),
      range: fc.constantFrom<[number | null, number | null]>([null, 0], [0, 1], [1 / 3, 2], [4, null], [null, null]),
    }),
  );
  fc.assert(
    fc.property(worlds, ({ mapShape, cells, values: list, satisfied: holds, range }) => {
      const [bounds, values, satisfied] = [openRange(...range), Float32Array.from(list), Uint8Array.from(holds)];
      const into = new Float32Array(pixels);
      const [rows, columns] = [bilinearAxis(mapShape.height, mask.height), bilinearAxis(mapShape.width, mask.width)];
      upsample(values, { rows, columns, into });
      const expected = [...into].filter(
        (value, pixel) => inRange(value, bounds.lowest, bounds.beyond) && satisfied[cells[pixel] as number] === 1,
      ).length;
      const maps = { read: () => Uint16Array.from(cells), close() {} };
      const parts = { index: { sampleCount: 1, cellCount: 4, maskShape: mask } as CellIndex, maps, mapShape };
      const masks = sampleMasker({ ...parts, images: null }).draw({ sampleIndex: 0, map: values, bounds, satisfied });
      expect(masks.intersection).toBe(expected);
      const [unitHits] = hitCounter(parts)([{ unit: 0, values, ranges: [bounds] }]);
      const { least, most } = boundAgreement(unitHits as UnitHits, { range: 0, sample: 0, satisfied });
      expect(least).toBeLessThanOrEqual(expected);
      expect(most).toBeGreaterThanOrEqual(expected);
      expect(most === 0).toBe(expected === 0);
    }),
    { numRuns: 500 },
  );
});
