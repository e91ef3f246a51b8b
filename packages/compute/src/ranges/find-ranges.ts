import type { UnitOutcome } from '@strata/domain';
import {
  type ActivationRange,
  type ClusterBounds,
  halfOpenRange,
  leaveZeroOut,
  openRange,
  type UnitRanges,
  type UnitSummary,
} from './activation-range.ts';
import { countCells } from './count-cells.ts';
import { equalMassStarts } from './equal-mass.ts';
import { type Clusters, optimalKMeans } from './kmeans.ts';
import { quantile } from './quantile.ts';
import { Scratch } from './scratch.ts';
import { sortValues } from './sort-values.ts';

/** Share of values below the single range of `clusters: 1` (Network Dissection's top 0.5 %). */
const TOP_QUANTILE = 0.995;

/** Half of the largest float32: the difference of two values must be one, too, to be interpolated between them. */
const MAGNITUDE_MAX = (2 - 2 ** -23) * 2 ** 126;

export interface ValuesShape {
  readonly samples: number;
  readonly height: number;
  readonly width: number;
}

export interface FindRangesOptions {
  /** Default 5. 1 means the top-quantile range. */
  readonly clusters?: number;
  /** Default contiguous. */
  readonly bounds?: ClusterBounds;
  /** Whether the layer's zeros stand on their own, see `zerosAreOff`. Default false: they are values like any other. */
  readonly zerosOff?: boolean;
  /** Memory of an earlier call. Default new. */
  readonly scratch?: Scratch | undefined;
  /** Lets problems name a sample, row and column. */
  readonly shape: ValuesShape;
}

/**
 * The activation ranges of a unit from all its values (sample, height, width). Units that have none say why. Zeros that
 * stand on their own are left out before clustering, and lie in no range. One cluster is what lies above the 0.995 quantile
 * of all values; where nothing does (a ReLU6 with many at 6), what lies on it.
 * Source: Clustered Compositional Explanations, §3.1.
 */
export function findRanges(
  values: Float32Array,
  { clusters = 5, bounds = 'contiguous', zerosOff = false, scratch = new Scratch(), shape }: FindRangesOptions,
): UnitRanges {
  const summary = summarize(values);
  const refused = refuse(values, { summary, shape, zerosOff });
  if (refused) return refused;
  const count = (ranges: readonly ActivationRange[]) => countCells(values, { max: summary.max, ranges, zerosOff });
  if (clusters === 1) {
    const ranges = [topRange(values, summary)];
    return found('EXPLAINED', ranges, { summary, cells: count(ranges) });
  }
  const sorted = sortValues(values, { skipZeros: zerosOff, scratch });
  const rectified = zerosOff && summary.min >= 0;
  const { bounded, sumOfSquares } = cutValues(sorted, { clusters, bounds, rectified, scratch });
  const ranges = zerosOff ? bounded.map(leaveZeroOut) : bounded;
  const few = ranges.length < clusters;
  return found(few ? 'FEW_VALUES' : 'EXPLAINED', ranges, {
    summary,
    cells: count(ranges),
    problem: few
      ? `Only ${ranges.length} distinct values for ${clusters} clusters; it has ${ranges.length} ranges.`
      : null,
    withinClusterSumOfSquares: sumOfSquares,
  });
}

/** Ranges that were handed in, open on both sides; the same outcomes as `findRanges` for units that can't be explained. */
export function givenRanges(
  values: Float32Array,
  bounds: readonly (readonly [number | null, number | null])[],
  { shape, zerosOff = false }: Pick<FindRangesOptions, 'shape' | 'zerosOff'>,
): UnitRanges {
  const summary = summarize(values);
  const refused = refuse(values, { summary, shape, zerosOff });
  if (refused) return refused;
  const ranges = bounds.map(([lower, upper]) => openRange(lower, upper));
  return found('EXPLAINED', ranges, { summary, cells: countCells(values, { max: summary.max, ranges, zerosOff }) });
}

/** What lies above the quantile; or, where nothing does, what lies on it: the saturated values. */
function topRange(values: Float32Array, { max }: UnitSummary): ActivationRange {
  const bound = quantile(values, TOP_QUANTILE);
  return max > bound ? openRange(bound, null) : halfOpenRange(max, null);
}

function found(
  outcome: UnitOutcome,
  ranges: readonly ActivationRange[],
  rest: Pick<UnitRanges, 'summary' | 'cells'> & Partial<UnitRanges>,
): UnitRanges {
  return { problem: null, withinClusterSumOfSquares: null, ...rest, outcome, ranges };
}

function refuse(
  values: Float32Array,
  { summary, shape, zerosOff }: Required<Pick<FindRangesOptions, 'shape' | 'zerosOff'>> & { summary: UnitSummary },
): UnitRanges | null {
  // A NaN or an infinity stays in the sum; finite float32 values can't overflow it.
  if (!Number.isFinite(summary.mean) || Math.max(-summary.min, summary.max) > MAGNITUDE_MAX) {
    const bad = values.findIndex((value) => !(Math.abs(value) <= MAGNITUDE_MAX));
    const pixels = shape.height * shape.width;
    const place = `sample ${Math.floor(bad / pixels)}, row ${Math.floor((bad % pixels) / shape.width)}, column ${bad % shape.width}`;
    const expected = Number.isFinite(values[bad]) ? 'activations of at most 1.7e38' : 'finite activations';
    const problem = `Expected ${expected}, found ${values[bad]} at ${place} (all counted from 0).`;
    return found('NON_FINITE', [], { summary: { min: 0, max: 0, mean: 0, zeroShare: 0 }, cells: null, problem });
  }
  if (summary.min !== summary.max) return null;
  const dead = summary.min === 0;
  const problem = dead ? 'Every activation is 0.' : `Every activation is ${summary.min}.`;
  const cells = countCells(values, { max: summary.max, ranges: [], zerosOff });
  return found(dead ? 'DEAD' : 'CONSTANT', [], { summary, cells, problem });
}

function summarize(values: Float32Array): UnitSummary {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let sum = 0;
  let zeros = 0;
  // By index: iterating over a typed array costs several times as much.
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] as number;
    if (value < min) min = value;
    if (value > max) max = value;
    if (value === 0) zeros += 1;
    sum += value;
  }
  // + 0 turns −0 into 0.
  return { min: min + 0, max: max + 0, mean: sum / values.length, zeroShare: zeros / values.length };
}

interface CutOptions extends Required<Pick<FindRangesOptions, 'clusters' | 'bounds'>> {
  /** No value lies below 0, and zeros are left out. */
  readonly rectified: boolean;
  readonly scratch: Scratch;
}

/** Cuts sorted values by the rule; the sum of squares is that of k-means, null where it was not asked. */
function cutValues(
  sorted: Float32Array,
  { clusters, bounds, rectified, scratch }: CutOptions,
): { bounded: ActivationRange[]; sumOfSquares: number | null } {
  if (bounds === 'equal-mass') {
    const starts = equalMassStarts(sorted, clusters);
    // A border is the first value above it: no value is parted from its equals.
    const borders = starts.slice(1).map((start) => sorted[start] as number);
    return { bounded: meetingRanges(borders, { rectified }), sumOfSquares: null };
  }
  const best = optimalKMeans(sorted, clusters, { scratch });
  const bounded = bounds === 'observed' ? observedRanges(sorted, best) : contiguousRanges(best, { rectified });
  return { bounded, sumOfSquares: best.sumOfSquares };
}

/** Neighbours meet half way between their centres. */
function contiguousRanges({ centres }: Clusters, { rectified }: { rectified: boolean }): ActivationRange[] {
  const borders = centres.slice(1).map((centre, j) => (centre + (centres[j] as number)) / 2);
  return meetingRanges(borders, { rectified });
}

/** One range more than there are borders, half-open; the ends are open. */
function meetingRanges(borders: readonly number[], { rectified }: { rectified: boolean }): ActivationRange[] {
  return Array.from({ length: borders.length + 1 }, (_, j) => {
    const upper = borders[j] ?? null;
    if (j > 0) return halfOpenRange(borders[j - 1] as number, upper);
    return rectified ? openRange(0, upper) : halfOpenRange(null, upper);
  });
}

/** From the least to the greatest value of each cluster, open on both sides: the paper's rule. */
function observedRanges(sorted: Float32Array, { starts }: Clusters): ActivationRange[] {
  return starts.map((start, j) => {
    const end = starts[j + 1] ?? sorted.length;
    return openRange(sorted[start] as number, sorted[end - 1] as number);
  });
}
