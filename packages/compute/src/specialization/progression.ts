import type { Specialization } from '@strata/domain';

export interface ClassifiedRange {
  /** From 1, the lowest range. */
  readonly clusterIndex: number;
  readonly specialization: Specialization;
}

/** How specialized the ranges of one cluster index are, over all units. */
export interface RangeProgress {
  readonly clusterIndex: number;
  readonly total: number;
  readonly counts: Readonly<Record<Specialization, number>>;
  /** Share of SPECIALIZED, with the bounds of its bootstrap interval. */
  readonly specializedShare: number;
  readonly lower: number;
  readonly upper: number;
}

export interface ProgressionOptions {
  readonly seed: number;
  /** Default 1,000. */
  readonly resamples?: number;
  /** Share of the resamples that the interval holds. Default 0.95. */
  readonly confidence?: number;
}

/** How the specialized share rises with the range; ascending by cluster index. The same seed gives the same intervals. */
export function specializationByRange(
  ranges: readonly ClassifiedRange[],
  { seed, resamples = 1_000, confidence = 0.95 }: ProgressionOptions,
): RangeProgress[] {
  const random = seeded(seed);
  return [...Map.groupBy(ranges, ({ clusterIndex }) => clusterIndex)]
    .sort(([a], [b]) => a - b)
    .map(([clusterIndex, group]) => {
      const counts = { UNSPECIALIZED: 0, WEAKLY_SPECIALIZED: 0, SPECIALIZED: 0 };
      for (const { specialization } of group) counts[specialization] += 1;
      const specializedShare = counts.SPECIALIZED / group.length;
      const shares = Float64Array.from({ length: resamples }, () => {
        let specialized = 0;
        for (let i = 0; i < group.length; i += 1) if (random() < specializedShare) specialized += 1;
        return specialized / group.length;
      }).sort();
      const at = (quantile: number): number => shares[Math.round(quantile * (resamples - 1))] ?? specializedShare;
      const tail = (1 - confidence) / 2;
      return { clusterIndex, total: group.length, counts, specializedShare, lower: at(tail), upper: at(1 - tail) };
    });
}

/** Numbers in [0, 1) from a seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
