import type { Specialization } from '@strata/domain';
import type { Verdict } from '@strata/statistics';

/** What a trend chart draws: versions in order, each with its ranges. */
export interface TrendSeries {
  readonly clusterCount: number;
  /** Of the strongest range, from the first trained version to the newest; null where it can't be told. */
  readonly change: ShareChange | null;
  readonly versions: readonly TrendVersion[];
}

export interface TrendVersion {
  readonly label: string;
  readonly accuracy: number | null;
  /** Untrained: what the others are measured against. */
  readonly isBaseline: boolean;
  /** What it stands for, such as production. Default: nothing. */
  readonly tags?: readonly string[];
  /** The newest that somebody noted on it. Default: nothing. */
  readonly note?: string | null;
  /** How it lies above untrained networks; null while it is compared with none. */
  readonly excess: VersionExcess | null;
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

/** A value with its 95 % interval. */
export interface Estimated {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

/** How a version lies above untrained networks, each left out in turn: as stored. */
export interface VersionExcess {
  /** Untrained networks. */
  readonly seeds: number;
  /** How many more it takes until anything is said. */
  readonly missingSeeds: number;
  /** Ascending; none while seeds are missing, and of an untrained network. */
  readonly ranges: readonly RangeExcess[];
  /** From the lowest range to the highest, −1 to 1. */
  readonly rise: (Estimated & { readonly lowest: number; readonly highest: number; readonly n: number }) | null;
  readonly rises: Verdict | null;
}

export interface RangeExcess {
  readonly clusterIndex: number;
  /** Neurons of each network. */
  readonly n: number;
  /** The specialized share of untrained networks and the band of one more; by how much the version's lies above, −1 to 1. */
  readonly share: { readonly baseline: Estimated; readonly excess: Estimated };
  /** Whether share and times shuffled both lie above. */
  readonly isSpecialized: Verdict;
}

/** How a specialized share differs between two versions, over the neurons that both have: as stored. */
export interface ShareChange {
  readonly n: number;
  readonly difference: Estimated;
  readonly rose: Verdict;
}

export function excessAt(version: TrendVersion | undefined, clusterIndex: number): RangeExcess | undefined {
  return version?.excess?.ranges.find((range) => range.clusterIndex === clusterIndex);
}

/** Whether somebody has tagged the version, or noted something on it. */
export function isMarked({ tags = [], note = null }: TrendVersion): boolean {
  return tags.length > 0 || note !== null;
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
