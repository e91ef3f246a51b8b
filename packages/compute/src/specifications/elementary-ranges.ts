import type { ActivationRange } from '../ranges/activation-range.ts';

/** Ranges cut where any of them begins or ends, so that hits of each, and of what two share, are sums over pieces. */
export interface ElementaryRanges {
  /** Ascending, disjoint; together they cover what any range covers. */
  readonly pieces: readonly ActivationRange[];
  /** Of each range, places among the pieces: `start` up to, without, `end`. */
  readonly spans: readonly { readonly start: number; readonly end: number }[];
}

/** Cuts ranges of one unit, of any number and origin, into pieces. Whether zeros stand on their own is the same for all. */
export function cutRanges(ranges: readonly ActivationRange[]): ElementaryRanges {
  const cuts = [...new Set(ranges.flatMap(({ lowest, beyond }) => [lowest, beyond]))].sort((a, b) => a - b);
  const withoutZero = ranges.some((range) => range.withoutZero);
  const pieces = cuts.slice(1).map((beyond, i): ActivationRange => {
    const lowest = cuts[i] as number;
    return { lower: lowest, upper: beyond, lowest, beyond, includesLower: true, withoutZero };
  });
  return {
    pieces,
    spans: ranges.map(({ lowest, beyond }) => {
      const start = cuts.indexOf(lowest);
      return { start, end: Math.max(start, cuts.indexOf(beyond)) };
    }),
  };
}
