import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MetRange, meetRanges } from '../src/change/meet-ranges.ts';
import { openRange } from '../src/ranges/activation-range.ts';
import { placeRange } from '../src/ranges/place-range.ts';

/** Ranges that meet at these shares, from 0 to 1. */
const cut = (...ends: number[]): MetRange[] =>
  [...ends, 1].map((upper, i) => ({ clusterIndex: i + 1, quantiles: { lower: ends[i - 1] ?? 0, upper } }));

const without = (ranges: readonly MetRange[]): MetRange[] => ranges.map((range) => ({ ...range, quantiles: null }));

describe('ranges of two versions', () => {
  it('meet by their number where those overlap most', () => {
    expect(meetRanges({ before: cut(0.5, 0.9), after: cut(0.6, 0.95) })).toEqual([1, 2, 3]);
  });

  it('meet by their quantiles where others overlap more: the old range 2 is the new 3', () => {
    // Old 0–0.5–1, new 0–0.25–0.5–1: the new ranges 2 and 1 share half of the old 1 alike; 1 has the number.
    expect(meetRanges({ before: cut(0.5), after: cut(0.25, 0.5) })).toEqual([1, null, 2]);
    // The old 1 is as good as the new 2: 0.49 of 0.5 against 0.01.
    expect(meetRanges({ before: cut(0.5), after: cut(0.01, 0.5) })).toEqual([null, 1, 2]);
  });

  it('meet by their number alone where quantiles are not known, and only one to one', () => {
    const [before, after] = [without(cut(0.5)), cut(0.1, 0.5)];
    expect(meetRanges({ before, after })).toEqual([1, 2, null]);
    expect(meetRanges({ before: [], after })).toEqual([null, null, null]);
  });

  it('all meet themselves, and nothing meets twice or out of order', () => {
    const ends = fc
      .uniqueArray(fc.integer({ min: 1, max: 99 }), { maxLength: 6 })
      .map((list) => cut(...list.sort((a, b) => a - b).map((end) => end / 100)));
    fc.assert(
      fc.property(ends, ends, (before, after) => {
        expect(meetRanges({ before, after: before })).toEqual(before.map(({ clusterIndex }) => clusterIndex));
        const met = meetRanges({ before, after }).filter((index) => index !== null);
        expect(met).toEqual([...new Set(met)].sort((a, b) => a - b));
        if (before.length === after.length) return;
        expect(met.length).toBeGreaterThan(0);
      }),
    );
  });

  it('lie where their values do: shares of map cells below each end', () => {
    const values = Float32Array.of(0, 0, 1, 2, 3, 4, 5, 6);
    // 3 below 2 (0, 0, 1), 6 below 5; open ends reach 0 and 1. 1 itself is not in (1, 5).
    expect(placeRange(values, openRange(1, 5)).quantiles).toEqual({ lower: 3 / 8, upper: 6 / 8 });
    expect(placeRange(values, openRange(null, null)).quantiles).toEqual({ lower: 0, upper: 1 });
  });
});
