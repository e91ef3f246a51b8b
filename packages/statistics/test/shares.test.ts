import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createRandom,
  independentDifference,
  isAbove,
  type PairedCounts,
  pairedDifference,
  quantileOf,
  shareWithInterval,
} from '../src/index.ts';

const near = (value: number) => expect.closeTo(value, 4);

describe('the Wilson interval', () => {
  it('gives the published examples', () => {
    // R. G. Newcombe, Two-sided confidence intervals for the single proportion (1998), table I, method 3.
    expect(shareWithInterval(81, 263)).toEqual({ share: 81 / 263, lower: near(0.2553), upper: near(0.3662) });
    expect(shareWithInterval(15, 148)).toMatchObject({ lower: near(0.0624), upper: near(0.1605) });
    expect(shareWithInterval(0, 20)).toEqual({ share: 0, lower: 0, upper: near(0.1611) });
    expect(shareWithInterval(1, 29)).toMatchObject({ lower: near(0.0061), upper: near(0.1718) });
  });

  it('covers the share, within 0 and 1, and narrows as more is counted', () => {
    // No success in 10: 3.8415 / (10 + 3.8415) = 0.27753.
    expect(shareWithInterval(0, 10)).toEqual({ share: 0, lower: 0, upper: near(0.27753) });
    for (let count = 0; count <= 40; count += 1) {
      const [few, many] = [shareWithInterval(count, 40), shareWithInterval(10 * count, 400)];
      expect(few.lower).toBeLessThanOrEqual(few.share);
      expect(few.upper).toBeGreaterThanOrEqual(few.share);
      expect(few.lower).toBeGreaterThanOrEqual(0);
      expect(few.upper).toBeLessThanOrEqual(1);
      expect(many.upper - many.lower).toBeLessThan(few.upper - few.lower);
    }
  });

  it('holds the true share in about 95 of 100 samples', () => {
    const random = createRandom(11);
    for (const truth of [0.1, 0.5, 0.85]) {
      const held = countOf(2_000, () => {
        const { lower, upper } = shareWithInterval(
          countOf(64, () => random.next() < truth),
          64,
        );
        return lower <= truth && truth <= upper;
      });
      // The score interval's own coverage swings by some 2 % around 95 with n = 64.
      expect(held / 2_000).toBeGreaterThan(0.93);
      expect(held / 2_000).toBeLessThan(0.98);
    }
  });
});

describe('a difference of independent shares', () => {
  it('gives the published examples', () => {
    // R. G. Newcombe, Interval estimation for the difference between independent proportions (1998), table II, method 10.
    const of = (first: readonly [number, number], second: readonly [number, number]) =>
      independentDifference(shareWithInterval(...first), shareWithInterval(...second));
    expect(of([48, 80], [56, 70])).toEqual({ difference: near(0.2), lower: near(0.0524), upper: near(0.3339) });
    expect(of([3, 10], [9, 10])).toEqual({ difference: near(0.6), lower: near(0.1705), upper: near(0.809) });
    expect(of([0, 10], [10, 10])).toEqual({ difference: 1, lower: near(0.6075), upper: 1 });
  });
});

describe('a difference of paired shares', () => {
  it('gives the published example', () => {
    // P. Armitage, G. Berry, Statistical Methods in Medical Research: 50 specimens on two media, 20 positive on both,
    // 12 on the one alone, 2 on the other alone; Newcombe's interval as StatsDirect prints it.
    const found = pairedDifference({ both: 20, onlyFirst: 2, onlySecond: 12, neither: 16 });
    expect(found.difference).toBeCloseTo(0.2, 12);
    expect(found.lower).toBeCloseTo(0.056156, 6);
    expect(found.upper).toBeCloseTo(0.329207, 6);
  });

  it('sees what independent shares hide: eight of 64 changed, and all of them one way', () => {
    const { lower } = pairedDifference({ both: 16, onlyFirst: 0, onlySecond: 8, neither: 40 });
    expect(lower).toBeGreaterThan(0.03);
    expect(independentDifference(shareWithInterval(16, 64), shareWithInterval(24, 64)).lower).toBeLessThan(0);
  });

  it('is sure of nothing where all agree, and of nothing from one alone', () => {
    const none = pairedDifference({ both: 30, onlyFirst: 0, onlySecond: 0, neither: 30 });
    expect(none.difference).toBe(0);
    expect(none.lower).toBeLessThan(0);
    expect(none.upper).toBeCloseTo(-none.lower, 12);
    expect(isAbove(pairedDifference({ both: 0, onlyFirst: 0, onlySecond: 1, neither: 0 }), 0)).toBe('UNCLEAR');
  });

  const counts = fc.record({ both: fc.nat(30), onlyFirst: fc.nat(30), onlySecond: fc.nat(30), neither: fc.nat(30) });
  const filled = counts.filter((of) => Object.values(of).some((n) => n > 0));
  const expectMirrored = (a: PairedCounts, b: PairedCounts) => {
    const [found, mirrored] = [pairedDifference(a), pairedDifference(b)];
    expect(mirrored.lower).toBeCloseTo(-found.upper, 12);
    expect(mirrored.upper).toBeCloseTo(-found.lower, 12);
  };

  it('is the same the other way round, and of the opposite, with its sign turned', () => {
    fc.assert(
      fc.property(filled, (of) => {
        expectMirrored(of, { ...of, onlyFirst: of.onlySecond, onlySecond: of.onlyFirst });
        expectMirrored(of, { both: of.neither, onlyFirst: of.onlySecond, onlySecond: of.onlyFirst, neither: of.both });
      }),
    );
  });

  it('stays within −1 and 1 around the difference', () => {
    fc.assert(
      fc.property(filled, (of) => {
        const { difference, lower, upper } = pairedDifference(of);
        expect(lower).toBeGreaterThanOrEqual(-1 - 1e-12);
        expect(lower).toBeLessThanOrEqual(difference);
        expect(upper).toBeGreaterThanOrEqual(difference);
        expect(upper).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });

  it('calls a rise where there is none in at most one of twenty layers', () => {
    const random = createRandom(5);
    for (const [shared, n] of [
      [0.3, 64],
      [0.8, 32],
      [0, 200],
    ] as const) {
      // Both ranges of a unit are specialized together in a part of the units, else each by itself.
      const wrong = countOf(2_000, () => {
        const of = { both: 0, onlyFirst: 0, onlySecond: 0, neither: 0 };
        for (let unit = 0; unit < n; unit += 1) {
          const first = random.next() < 0.4;
          const second = random.next() < shared ? first : random.next() < 0.4;
          of[first ? (second ? 'both' : 'onlyFirst') : second ? 'onlySecond' : 'neither'] += 1;
        }
        return isAbove(pairedDifference(of), 0) !== 'UNCLEAR';
      });
      // Standard deviation √(0.05 · 0.95 / 2,000) = 0.005.
      expect(wrong / 2_000).toBeLessThan(0.05 + 3 * 0.005);
    }
  });
});

it('a verdict is given by the whole interval', () => {
  expect(isAbove({ lower: 0.1, upper: 0.2 }, 0)).toBe('YES');
  expect(isAbove({ lower: -0.2, upper: -0.1 }, 0)).toBe('NO');
  expect(isAbove({ lower: 0, upper: 0.2 }, 0)).toBe('UNCLEAR');
});

it('a quantile lies between the two values next to it', () => {
  // Place 0.25 · 3 = 0.75: 1 + 0.75 · (2 − 1).
  expect([0, 0.25, 0.5, 1].map((share) => quantileOf([1, 2, 4, 8], share))).toEqual([1, 1.75, 3, 8]);
  expect(quantileOf([], 0.5)).toBeNaN();
});

function countOf(times: number, happens: () => boolean): number {
  let count = 0;
  for (let at = 0; at < times; at += 1) if (happens()) count += 1;
  return count;
}
