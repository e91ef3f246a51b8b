import type { Difference } from './interval.ts';
import { studentQuantile } from './student-t.ts';

/** Fewer seeds tell nothing of how much seeds differ. */
export const SEEDS_MIN = 3;

/** What is measured of a thing and of one left-out control, both by the same rule, which knows neither. */
export interface LeftOutPair {
  readonly own: number;
  readonly control: number;
}

export interface ExcessOptions {
  /** What units alone would make one control vary; the interval is never narrower than that makes it. */
  readonly standardError: number;
  /** How many intervals are to hold at once (Bonferroni). Default 1. */
  readonly comparisons?: number | undefined;
}

/** By how much a thing lies above its controls. */
export interface Excess extends Difference {
  /** Controls that it was compared with. */
  readonly seeds: number;
  /** Their mean. */
  readonly control: number;
  /** Half the interval's width, around the controls' mean as around the difference. */
  readonly reach: number;
}

/**
 * The mean of own − control over left-out controls, with the 95 % interval that *another control* in the thing's place
 * would be within: ± t(seeds − 1) · s · √(1 + 1/seeds), s the standard deviation of the differences. Null of fewer than
 * three controls.
 * Source: G. J. Hahn, W. Q. Meeker, Statistical Intervals (1991), section 4.7: prediction of one further observation.
 * @example excessOver([{ own: 5, control: 1 }, { own: 5, control: 2 }, { own: 5, control: 3 }], { standardError: 0 })
 * // difference 3, ± 4.303 · 1 · √(4/3)
 */
export function excessOver(
  pairs: readonly LeftOutPair[],
  { standardError, comparisons = 1 }: ExcessOptions,
): Excess | null {
  const seeds = pairs.length;
  if (seeds < SEEDS_MIN) return null;
  const differences = pairs.map(({ own, control }) => own - control);
  const difference = meanOf(differences);
  const deviation = Math.sqrt(differences.reduce((sum, one) => sum + (one - difference) ** 2, 0) / (seeds - 1));
  const t = studentQuantile(1 - 0.025 / comparisons, seeds - 1);
  const reach = t * Math.max(deviation, standardError) * Math.sqrt(1 + 1 / seeds);
  const control = meanOf(pairs.map((pair) => pair.control));
  return { difference, lower: difference - reach, upper: difference + reach, seeds, control, reach };
}

/**
 * The standard error of a share of n things, from `count` of `total` counted in all; with two more of either kind, so
 * that it is not 0 where all are alike.
 * Source: A. Agresti, B. A. Coull, Approximate is better than "exact" for interval estimation (1998).
 * @example shareError({ count: 0, total: 96, n: 16 }) // √(0.02 · 0.98 / 16) = 0.035
 */
export function shareError({ count, total, n }: Readonly<Record<'count' | 'total' | 'n', number>>): number {
  const share = (count + 2) / (total + 4);
  return Math.sqrt((share * (1 - share)) / n);
}

/** By how much two things of a kind differ before it is more than two controls do: of an excess's own interval. */
export function controlsApart({ reach, seeds }: Pick<Excess, 'reach' | 'seeds'>): number {
  return reach * Math.sqrt(2 / (1 + 1 / seeds));
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * The logarithm of a ratio of means over the same things, with the standard error that the things make (delta method).
 * Null where either mean is 0, or there are fewer than two things.
 * @param first by thing
 * @param second by thing
 * @example logRatio([2, 4], [1, 1]) // value ln 3
 */
export function logRatio(
  first: readonly number[],
  second: readonly number[],
): { readonly value: number; readonly standardError: number } | null {
  const n = first.length;
  const [above, below] = [meanOf(first), meanOf(second)];
  if (n < 2 || !(above > 0 && below > 0)) return null;
  const squares = first.reduce((sum, one, at) => sum + (one / above - (second[at] as number) / below) ** 2, 0);
  return { value: Math.log(above / below), standardError: Math.sqrt(squares / (n - 1) / n) };
}
