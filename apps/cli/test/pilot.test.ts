import { createRandom, permutation } from '@strata/statistics';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shareOfWhole } from '../src/pilot/pilot-tally.ts';
import { sampleUnits } from '../src/pilot/sample-units.ts';

describe('sampleUnits', () => {
  it('draws as many as asked for, ascending, one from each stretch of the layer', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 500 }), (unitCount, size) => {
        const units = sampleUnits(unitCount, { size });
        expect(units).toHaveLength(Math.min(size, unitCount));
        expect(units.every((unit) => Number.isInteger(unit) && unit >= 0 && unit < unitCount)).toBe(true);
        if (size >= unitCount) return;
        for (const [stretch, unit] of units.entries()) {
          expect(unit).toBeGreaterThanOrEqual(Math.floor((stretch * unitCount) / size));
          expect(unit).toBeLessThan(Math.floor(((stretch + 1) * unitCount) / size));
        }
      }),
    );
  });

  it('draws the same every time', () => {
    expect(sampleUnits(512, { size: 32 })).toEqual(sampleUnits(512, { size: 32 }));
  });
});

describe('shareOfWhole', () => {
  it('is certain where all were looked at, and less so the fewer were', () => {
    expect(shareOfWhole(20, { n: 64, sampled: 64, unitCount: 64 })).toEqual({
      share: 20 / 64,
      lower: 20 / 64,
      upper: 20 / 64,
    });
    const width = (unitCount: number) => {
      const { lower, upper } = shareOfWhole(20, { n: 64, sampled: 64, unitCount });
      return upper - lower;
    };
    expect(width(128)).toBeLessThan(width(512));
  });

  it('holds the true share of the layer in about 95 % of samples', () => {
    const random = createRandom(3);
    const [unitCount, known, size] = [200, 70, 50];
    let held = 0;
    const runs = 1_000;
    for (let run = 0; run < runs; run += 1) {
      const drawn = [...permutation(unitCount, random)].slice(0, size);
      const count = drawn.filter((unit) => unit < known).length;
      const { lower, upper } = shareOfWhole(count, { n: size, sampled: size, unitCount });
      if (lower <= known / unitCount && known / unitCount <= upper) held += 1;
    }
    // 950, with room for chance (standard deviation 6.9).
    expect(held).toBeGreaterThan(925);
    expect(held).toBeLessThan(980);
  });
});
