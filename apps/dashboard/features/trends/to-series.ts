import type { PointSpecialization, TrendPoint, TrendSeries, TrendVersion } from '../../charts/trend-data';
import type { TrendQuery } from '../../gql/graphql';

export type Trend = NonNullable<NonNullable<TrendQuery['model']>['trend']>;

/** The API's trend as the charts draw it. */
export function toSeries(
  { clusterCount, versions, change }: Trend,
  { allBaselines = false }: { /** Default: the one that training began with. */ readonly allBaselines?: boolean } = {},
): TrendSeries {
  const all = versions.map(
    ({ modelVersion, run, points }): TrendVersion => ({
      label: modelVersion.label,
      accuracy: modelVersion.accuracy ?? null,
      isBaseline: modelVersion.isBaseline,
      tags: modelVersion.tags.map(({ name }) => name),
      note: modelVersion.notes.nodes[0]?.text ?? null,
      excess: run.excess ? { ...run.excess, rise: run.excess.rise ?? null, rises: run.excess.rises ?? null } : null,
      points: points.map(toPoint),
    }),
  );
  return { clusterCount, change: change ?? null, versions: allBaselines ? all : withOneBaseline(all) };
}

/** Of several untrained networks the one that training began with, or came nearest before it: the band stands for all. */
function withOneBaseline(versions: readonly TrendVersion[]): readonly TrendVersion[] {
  const firstTrained = versions.findIndex(({ isBaseline }) => !isBaseline);
  const before = versions.findLast(({ isBaseline }, at) => isBaseline && (firstTrained === -1 || at < firstTrained));
  const reference = before ?? versions.find(({ isBaseline }) => isBaseline);
  return versions.filter((version) => !version.isBaseline || version === reference);
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
