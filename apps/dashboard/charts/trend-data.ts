/** What a trend chart draws: versions in order, each with its ranges. */
export interface TrendSeries {
  readonly clusterCount: number;
  readonly versions: readonly TrendVersion[];
}

export interface TrendVersion {
  readonly label: string;
  readonly accuracy: number | null;
  /** Ascending by range; a range without explanations is missing. */
  readonly points: readonly TrendPoint[];
}

export interface TrendPoint {
  readonly clusterIndex: number;
  /** Explanations counted. */
  readonly n: number;
  readonly median: number;
  readonly lowerQuartile: number;
  readonly upperQuartile: number;
  readonly chance: number;
  /** Median of the neurons' own lifts; null where chance is 0. */
  readonly lift: number | null;
  readonly meanLength: number;
  readonly lengthShares: readonly { readonly length: number; readonly n: number }[];
}

/** Range numbers, highest first. */
export function rangesFromTop(clusterCount: number): number[] {
  return Array.from({ length: clusterCount }, (_, index) => clusterCount - index);
}

export function pointOf(version: TrendVersion | undefined, clusterIndex: number): TrendPoint | undefined {
  return version?.points.find((point) => point.clusterIndex === clusterIndex);
}
