import type { Specialization } from '@strata/domain';
import type { Verdict } from '@strata/statistics';

/** What a trend chart draws: versions in order, each with its ranges. */
export interface TrendSeries {
  readonly clusterCount: number;
  readonly versions: readonly TrendVersion[];
}

export interface TrendVersion {
  readonly label: string;
  readonly accuracy: number | null;
  /** The untrained version that the others are measured against. */
  readonly isBaseline: boolean;
  /** How its specialization rises with the range; null without a baseline, or with fewer than two ranges. */
  readonly rise: SpecializationRise | null;
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
  /** Of the overlaps, with the 95 % interval in which it lies. */
  readonly mean: { readonly value: number; readonly lower: number; readonly upper: number };
  readonly chance: number;
  /** Mean held-out overlap over mean shuffled overlap; null where it was not computed, or nothing shuffled overlaps. */
  readonly timesShuffled: number | null;
  readonly meanLength: number;
  readonly lengthShares: readonly { readonly length: number; readonly n: number }[];
  /** Null without an untrained baseline. */
  readonly specialization: PointSpecialization | null;
}

/** How the specialized share rises from the lowest range to the highest, over the neurons that have both: as stored. */
export interface SpecializationRise {
  readonly lowest: number;
  readonly highest: number;
  readonly n: number;
  /** −1 to 1, with its 95 % interval. */
  readonly difference: number;
  readonly lower: number;
  readonly upper: number;
  readonly rises: Verdict;
}

/** A point with its version's place. */
export interface PlacedPoint {
  readonly index: number;
  readonly point: TrendPoint;
}

/** How many of a range's explanations are of which class. */
export interface PointSpecialization {
  /** A class that none has may be missing. */
  readonly counts: Readonly<Partial<Record<Specialization, number>>>;
  /** Of the explanations, the specialized ones, 0–1, with their 95 % interval. */
  readonly specialized: { readonly share: number; readonly lower: number; readonly upper: number };
}

/** Range numbers, highest first. */
export function rangesFromTop(clusterCount: number): number[] {
  return Array.from({ length: clusterCount }, (_, index) => clusterCount - index);
}

export function pointOf(version: TrendVersion | undefined, clusterIndex: number): TrendPoint | undefined {
  return version?.points.find((point) => point.clusterIndex === clusterIndex);
}
