import { isAbove, pairedDifference } from '@strata/statistics';
import type { PointSpecialization, SpecializationRise, TrendPoint, TrendSeries } from '../charts/trend-data';

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
    versions: medians.map((median, index) => ({
      label: index === 0 ? 'untrained' : `epoch ${index}`,
      accuracy: accuracies[index] ?? null,
      isBaseline: false,
      rise: null,
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
}

/** Versions measured against a baseline, with as many ranges as the first has numbers. The interval is ± 6.25 %. */
export function measuredTrend(versions: readonly MeasuredVersion[]): TrendSeries {
  return {
    clusterCount: versions[0]?.specialized.length ?? 0,
    versions: versions.map(({ specialized, accuracy, isBaseline = false }, index) => ({
      label: isBaseline ? 'untrained' : `epoch ${index}`,
      accuracy,
      isBaseline,
      rise: riseOf(specialized),
      points: specialized.map((n, range) => ({
        ...point(range + 1, { median: 0.3, chance: 0.02 }),
        specialization: classes(n),
      })),
    })),
  };
}

/** As the store has it, where the neurons that are specialized in the one range are among those of the other. */
function riseOf(specialized: readonly number[]): SpecializationRise | null {
  const [first, second] = [specialized[0], specialized.at(-1)];
  if (specialized.length < 2 || first === undefined || second === undefined) return null;
  const both = Math.min(first, second);
  const found = pairedDifference({
    both,
    onlyFirst: first - both,
    onlySecond: second - both,
    neither: 64 - Math.max(first, second),
  });
  return { lowest: 1, highest: specialized.length, n: 64, ...found, rises: isAbove(found, 0) };
}

function classes(specialized: number): PointSpecialization {
  const rest = 64 - specialized;
  const share = specialized / 64;
  return {
    counts: { SPECIALIZED: specialized, WEAKLY_SPECIALIZED: rest / 2, UNSPECIALIZED: rest / 2 },
    specialized: { share, lower: Math.max(0, share - 0.0625), upper: Math.min(1, share + 0.0625) },
  };
}
