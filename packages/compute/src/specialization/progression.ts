import { SPECIALIZATIONS, type Specialization } from '@strata/domain';

/** How specialized a unit's ranges are; ranges without an explanation are left out. */
export type ClassifiedUnit = readonly {
  /** From 1, the lowest range. */
  readonly clusterIndex: number;
  readonly specialization: Specialization;
}[];

/** A share, or a difference of shares, with the bounds of its bootstrap interval. */
export interface BootstrapShare {
  readonly share: number;
  readonly lower: number;
  readonly upper: number;
}

/** How specialized the ranges of one cluster index are, over all units. */
export interface RangeProgress {
  readonly clusterIndex: number;
  /** Ranges counted. */
  readonly n: number;
  /** By class. */
  readonly shares: Readonly<Record<Specialization, BootstrapShare>>;
}

/** Progressive specialization: what the paper says that training does to a layer. */
export interface Progression {
  /** Ascending by cluster index. */
  readonly ranges: readonly RangeProgress[];
  /** Specialized share of the highest range minus that of the lowest; null with fewer than two ranges. */
  readonly rise: BootstrapShare | null;
}

export interface ProgressionOptions {
  readonly seed: number;
  /** Default 2,000. */
  readonly resamples?: number;
  /** Share of the resamples that an interval holds. Default 0.95. */
  readonly confidence?: number;
}

/**
 * How the specialized share rises with the range. Intervals are percentiles over resamples of the units, drawn with
 * replacement: the ranges of one unit are not independent, so units are drawn, each with all its ranges. The same seed
 * gives the same intervals. Source: Clustered Compositional Explanations, §5.
 */
export function specializationByRange(
  units: readonly ClassifiedUnit[],
  { seed, resamples = 2_000, confidence = 0.95 }: ProgressionOptions,
): Progression {
  const indices = [...new Set(units.flat().map(({ clusterIndex }) => clusterIndex))].sort((a, b) => a - b);
  const table = classTable(units, indices);
  const counted = countClasses(table, { places: units.keys(), ranges: indices.length });
  const random = seeded(seed);
  const drawn = Array.from({ length: indices.length === 0 ? 0 : resamples }, () => {
    const places = Array.from(units, () => Math.floor(random() * units.length));
    return countClasses(table, { places, ranges: indices.length });
  });
  const interval = (measure: (counts: Float64Array) => number): BootstrapShare => {
    // A resample may hold no unit with this range; it says nothing of the share then.
    const measured = Float64Array.from(drawn, measure)
      .filter((value) => !Number.isNaN(value))
      .sort();
    const at = (quantile: number): number => measured[Math.round(quantile * (measured.length - 1))] ?? measure(counted);
    const tail = (1 - confidence) / 2;
    return { share: measure(counted), lower: at(tail), upper: at(1 - tail) };
  };
  const place = SPECIALIZATIONS.indexOf('SPECIALIZED');
  const share = (counts: Float64Array, range: number): number => shareOf(counts, { range, place });
  const last = indices.length - 1;
  return {
    ranges: indices.map((clusterIndex, range) => ({
      clusterIndex,
      n: totalOf(counted, range),
      shares: Object.fromEntries(
        SPECIALIZATIONS.map((one, of) => [one, interval((counts) => shareOf(counts, { range, place: of }))]),
      ) as RangeProgress['shares'],
    })),
    rise: last < 1 ? null : interval((counts) => share(counts, last) - share(counts, 0)),
  };
}

const CLASSES = SPECIALIZATIONS.length;

/** (unit, range) 1 + the class's place, 0 where the unit has no such range. */
function classTable(units: readonly ClassifiedUnit[], indices: readonly number[]): Uint8Array {
  const places = new Map(indices.map((clusterIndex, place) => [clusterIndex, place]));
  const table = new Uint8Array(units.length * indices.length);
  for (const [unit, ranges] of units.entries()) {
    for (const { clusterIndex, specialization } of ranges) {
      const range = places.get(clusterIndex) as number;
      table[unit * indices.length + range] = 1 + SPECIALIZATIONS.indexOf(specialization);
    }
  }
  return table;
}

/** (range, class) how often the units at these places have it. */
function countClasses(
  table: Uint8Array,
  { places, ranges }: { places: Iterable<number>; ranges: number },
): Float64Array {
  const counts = new Float64Array(ranges * CLASSES);
  for (const unit of places) {
    for (let range = 0; range < ranges; range += 1) {
      const found = table[unit * ranges + range] as number;
      if (found > 0) counts[range * CLASSES + found - 1] = (counts[range * CLASSES + found - 1] as number) + 1;
    }
  }
  return counts;
}

function totalOf(counts: Float64Array, range: number): number {
  return counts.subarray(range * CLASSES, (range + 1) * CLASSES).reduce((sum, n) => sum + n, 0);
}

/** NaN where there is no such range. */
function shareOf(counts: Float64Array, { range, place }: { range: number; place: number }): number {
  return (counts[range * CLASSES + place] as number) / totalOf(counts, range);
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
