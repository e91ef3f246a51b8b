import type { PointSpecialization, TrendPoint, TrendSeries } from '../../charts/trend-data';
import type { TrendQuery } from '../../gql/graphql';

export type Trend = NonNullable<NonNullable<TrendQuery['model']>['trend']>;

/** The API's trend as the charts draw it. */
export function toSeries({ clusterCount, versions }: Trend): TrendSeries {
  return {
    clusterCount,
    versions: versions.map(({ modelVersion, run, points }) => ({
      label: modelVersion.label,
      accuracy: modelVersion.accuracy ?? null,
      isBaseline: modelVersion.isBaseline,
      rise: run.specializationRise ?? null,
      points: points.map(toPoint),
    })),
  };
}

type ApiPoint = Trend['versions'][number]['points'][number];

function toPoint(point: ApiPoint): TrendPoint {
  const { clusterIndex, n, iou, timesShuffled, length, meanChance, lengthShares } = point;
  return {
    clusterIndex,
    n,
    median: iou.median,
    lowerQuartile: iou.lowerQuartile,
    upperQuartile: iou.upperQuartile,
    mean: { value: iou.mean, lower: iou.meanLower, upper: iou.meanUpper },
    chance: meanChance,
    timesShuffled: timesShuffled?.mean ?? null,
    meanLength: length.mean,
    lengthShares,
    specialization: toSpecialization(point),
  };
}

function toSpecialization({ specializationShares, specializedShare }: ApiPoint): PointSpecialization | null {
  if (!specializationShares || !specializedShare) return null;
  return {
    counts: Object.fromEntries(specializationShares.map(({ specialization, n }) => [specialization, n])),
    specialized: specializedShare,
  };
}
