import type { TrendPoint, TrendSeries } from '../charts/trend-data';

function point(clusterIndex: number, { median, chance }: { median: number; chance: number }): TrendPoint {
  return {
    clusterIndex,
    n: 64,
    median,
    lowerQuartile: median - 0.05,
    upperQuartile: median + 0.05,
    chance,
    lift: median / chance,
    meanLength: 2.75,
    lengthShares: [
      { length: 3, n: 48 },
      { length: 2, n: 16 },
    ],
  };
}

/** Two ranges; the medians of the highest are given, version by version, the lowest stays at 0.3 with chance 0.25. */
export function smallTrend(medians: readonly number[], accuracies: readonly (number | null)[]): TrendSeries {
  return {
    clusterCount: 2,
    versions: medians.map((median, index) => ({
      label: index === 0 ? 'untrained' : `epoch ${index}`,
      accuracy: accuracies[index] ?? null,
      points: [point(1, { median: 0.3, chance: 0.25 }), point(2, { median, chance: 0.02 })],
    })),
  };
}
