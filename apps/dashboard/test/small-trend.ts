import { isAbove } from '@strata/statistics';
import type { PointSpecialization, RangeExcess, TrendPoint, TrendSeries, VersionExcess } from '../charts/trend-data';

function point(clusterIndex: number, { median, chance }: { median: number; chance: number }): TrendPoint {
  return {
    clusterIndex,
    n: 64,
    median,
    lowerQuartile: median - 0.05,
    upperQuartile: median + 0.05,
    mean: { value: median + 0.01, lower: median - 0.01, upper: median + 0.03 },
    chance,
    timesShuffled: median / chance,
    meanLength: 2.75,
    lengthShares: [
      { length: 3, n: 48 },
      { length: 2, n: 16 },
    ],
    specialization: null,
  };
}

/** Two ranges; the medians of the highest are given, version by version, the lowest stays at 0.3 with chance 0.25. */
export function smallTrend(medians: readonly number[], accuracies: readonly (number | null)[]): TrendSeries {
  return {
    clusterCount: 2,
    change: null,
    versions: medians.map((median, index) => ({
      label: index === 0 ? 'untrained' : `epoch ${index}`,
      accuracy: accuracies[index] ?? null,
      isBaseline: false,
      excess: null,
      points: [point(1, { median: 0.3, chance: 0.25 }), point(2, { median, chance: 0.02 })],
    })),
  };
}

interface MeasuredVersion {
  /** Specialized neurons of 64, from the lowest range up; half of the others are weakly specialized. */
  readonly specialized: readonly number[];
  readonly accuracy: number | null;
  /** Default no. */
  readonly isBaseline?: boolean;
  /** Untrained networks; default 5. */
  readonly seeds?: number;
  /** Whether times shuffled lies above theirs; default yes. */
  readonly holds?: boolean;
}

/**
 * Versions measured against untrained networks, of which 16 of 64 neurons are specialized in every range, give or take 8:
 * the excess, like the rise, has an interval of ± 12.5 points. The interval of a share is ± 6.25 %.
 */
export function measuredTrend(versions: readonly MeasuredVersion[]): TrendSeries {
  return {
    clusterCount: versions[0]?.specialized.length ?? 0,
    change: null,
    versions: versions.map(({ specialized, accuracy, isBaseline = false, seeds = 5, holds = true }, index) => ({
      label: isBaseline ? 'untrained' : `epoch ${index}`,
      accuracy,
      isBaseline,
      excess: excessOf(isBaseline ? [] : specialized, { seeds, holds }),
      points: specialized.map((n, range) => ({
        ...point(range + 1, { median: 0.3, chance: 0.02 }),
        specialization: classes(n),
      })),
    })),
  };
}

const around = (value: number) => ({ value, lower: value - 0.125, upper: value + 0.125 });

function excessOf(
  specialized: readonly number[],
  { seeds, holds }: { readonly seeds: number; readonly holds: boolean },
): VersionExcess {
  const missingSeeds = Math.max(0, 3 - seeds);
  const ranges = missingSeeds > 0 ? [] : specialized.map((n, at) => rangeExcess(n, { clusterIndex: at + 1, holds }));
  const [first, last] = [ranges[0], ranges.at(-1)];
  if (!first || !last || first === last) return { seeds, missingSeeds, ranges, rise: null, rises: null };
  const found = around(last.share.excess.value - first.share.excess.value);
  const verdict = isAbove(found, 0);
  return {
    ...{ seeds, missingSeeds, ranges },
    rise: { ...found, lowest: 1, highest: specialized.length, n: 64 },
    rises: verdict === 'YES' && last.isSpecialized !== 'YES' ? 'UNCLEAR' : verdict,
  };
}

function rangeExcess(n: number, { clusterIndex, holds }: { clusterIndex: number; holds: boolean }): RangeExcess {
  const excess = around(n / 64 - 0.25);
  const verdict = isAbove(excess, 0);
  return {
    ...{ clusterIndex, n: 64, share: { baseline: around(0.25), excess } },
    isSpecialized: verdict === 'YES' && !holds ? 'UNCLEAR' : verdict,
  };
}

function classes(specialized: number): PointSpecialization {
  const rest = 64 - specialized;
  const share = specialized / 64;
  return {
    counts: { SPECIALIZED: specialized, WEAKLY_SPECIALIZED: rest / 2, UNSPECIALIZED: rest / 2 },
    specialized: { share, lower: Math.max(0, share - 0.0625), upper: Math.min(1, share + 0.0625) },
  };
}
