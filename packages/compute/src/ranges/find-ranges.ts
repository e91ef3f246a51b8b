import type { UnitOutcome } from '@strata/domain';
import {
  type ActivationRange,
  type BoundsRule,
  halfOpenRange,
  openRange,
  type UnitRanges,
  type UnitSummary,
} from './activation-range.ts';
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
  readonly bounds?: Extract<BoundsRule, 'contiguous' | 'observed'>;
  /** Memory of an earlier call. Default new. */
  readonly scratch?: Scratch | undefined;
  /** Lets problems name a sample, row and column. */
  readonly shape: ValuesShape;
}

/**
 * The activation ranges of a unit from all its values (sample, height, width). Units that have none say why. If no value
 * is negative (a ReLU), zeros are left out before clustering. Source: Clustered Compositional Explanations, §3.1.
 */
export function findRanges(
  values: Float32Array,
  { clusters = 5, bounds = 'contiguous', scratch = new Scratch(), shape }: FindRangesOptions,
): UnitRanges {
  const summary = summarize(values);
  const refused = refuse(values, { summary, shape });
  if (refused) return refused;
  if (clusters === 1) return found('EXPLAINED', [openRange(quantile(values, TOP_QUANTILE), null)], { summary });
  const rectified = summary.min >= 0;
  const sorted = sortValues(values, { skipZeros: rectified, scratch });
  const best = optimalKMeans(sorted, clusters, { scratch });
  const ranges = bounds === 'observed' ? observedRanges(sorted, best) : contiguousRanges(best, { rectified });
  const few = ranges.length < clusters;
  return found(few ? 'FEW_VALUES' : 'EXPLAINED', ranges, {
    summary,
    problem: few
      ? `Only ${ranges.length} distinct values for ${clusters} clusters; it has ${ranges.length} ranges.`
      : null,
    withinClusterSumOfSquares: best.sumOfSquares,
  });
}

/** Ranges that were handed in, open on both sides; the same outcomes as `findRanges` for units that can't be explained. */
export function givenRanges(
  values: Float32Array,
  bounds: readonly (readonly [number | null, number | null])[],
  { shape }: { readonly shape: ValuesShape },
): UnitRanges {
  const summary = summarize(values);
  const refused = refuse(values, { summary, shape });
  if (refused) return refused;
  return found(
    'EXPLAINED',
    bounds.map(([lower, upper]) => openRange(lower, upper)),
    { summary },
  );
}

function found(
  outcome: UnitOutcome,
  ranges: readonly ActivationRange[],
  rest: Pick<UnitRanges, 'summary'> & Partial<UnitRanges>,
): UnitRanges {
  return { problem: null, withinClusterSumOfSquares: null, ...rest, outcome, ranges };
}

function refuse(
  values: Float32Array,
  { summary, shape }: { summary: UnitSummary; shape: ValuesShape },
): UnitRanges | null {
  // A NaN or an infinity stays in the sum; finite float32 values can't overflow it.
  if (!Number.isFinite(summary.mean) || Math.max(-summary.min, summary.max) > MAGNITUDE_MAX) {
    const bad = values.findIndex((value) => !(Math.abs(value) <= MAGNITUDE_MAX));
    const pixels = shape.height * shape.width;
    const place = `sample ${Math.floor(bad / pixels)}, row ${Math.floor((bad % pixels) / shape.width)}, column ${bad % shape.width}`;
    const expected = Number.isFinite(values[bad]) ? 'activations of at most 1.7e38' : 'finite activations';
    const problem = `Expected ${expected}, found ${values[bad]} at ${place} (all counted from 0).`;
    return found('NON_FINITE', [], { summary: { min: 0, max: 0, mean: 0, zeroShare: 0 }, problem });
  }
  if (summary.min !== summary.max) return null;
  const dead = summary.min === 0;
  const problem = dead ? 'Every activation is 0.' : `Every activation is ${summary.min}.`;
  return found(dead ? 'DEAD' : 'CONSTANT', [], { summary, problem });
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

/** Neighbours meet half way between their centres, half-open; the ends are open. */
function contiguousRanges({ centres }: Clusters, { rectified }: { rectified: boolean }): ActivationRange[] {
  const borders = centres.slice(1).map((centre, j) => (centre + (centres[j] as number)) / 2);
  return centres.map((_, j) => {
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
