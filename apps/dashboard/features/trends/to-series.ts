import type { TrendSeries } from '../../charts/trend-data';
import type { TrendQuery } from '../../gql/graphql';

export type Trend = NonNullable<NonNullable<TrendQuery['model']>['trend']>;

/** The API's trend as the charts draw it. */
export function toSeries({ clusterCount, versions }: Trend): TrendSeries {
  return {
    clusterCount,
    versions: versions.map(({ modelVersion, points }) => ({
      label: modelVersion.label,
      accuracy: modelVersion.accuracy ?? null,
      points: points.map(({ clusterIndex, n, iou, lift, length, meanChance, lengthShares }) => ({
        clusterIndex,
        n,
        median: iou.median,
        lowerQuartile: iou.lowerQuartile,
        upperQuartile: iou.upperQuartile,
        chance: meanChance,
        lift: lift?.median ?? null,
        meanLength: length.mean,
        lengthShares,
      })),
    })),
  };
}
