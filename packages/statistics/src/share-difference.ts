import type { Difference, Share } from './interval.ts';
import { shareWithInterval } from './wilson.ts';

/**
 * The second share less the first, of two *independent* groups, with the 95 % interval put together from their own
 * Wilson intervals. For the same things counted twice it is too wide: `pairedDifference` is for them.
 * Source: R. G. Newcombe, Interval estimation for the difference between independent proportions (1998), method 10.
 * @example independentDifference(shareWithInterval(48, 80), shareWithInterval(56, 70)) // 0.2, 0.0524 to 0.3339
 */
export function independentDifference(first: Share, second: Share): Difference {
  return differenceOf({ first, second, correlation: 0 });
}

/** Things that were looked at twice, by what was so the first time and the second. */
export interface PairedCounts {
  readonly both: number;
  readonly onlyFirst: number;
  readonly onlySecond: number;
  readonly neither: number;
}

/**
 * How much more often something is so the second time than the first, of the *same* things, with its 95 % interval: 0 is
 * left out only where more have changed one way than the other beyond chance. Stays within −1 and 1, and is sure of
 * nothing when all change alike. NaN of no things.
 * Source: R. G. Newcombe, Improved confidence intervals for the difference between binomial proportions based on paired
 * data (1998), method 10, with its continuity correction of φ.
 * @example pairedDifference({ both: 16, onlyFirst: 0, onlySecond: 8, neither: 40 }) // 0.125, 0.0380 to 0.2116
 */
export function pairedDifference(counts: PairedCounts): Difference {
  const { both, onlyFirst, onlySecond, neither } = counts;
  const n = both + onlyFirst + onlySecond + neither;
  const first = shareWithInterval(both + onlyFirst, n);
  const second = shareWithInterval(both + onlySecond, n);
  return differenceOf({ first, second, correlation: correctedPhi(counts, n) });
}

/** φ of the 2×2 table, a positive one drawn towards 0 by n/2; 0 where a margin is empty. */
function correctedPhi({ both, onlyFirst, onlySecond, neither }: PairedCounts, n: number): number {
  const margins = (both + onlyFirst) * (onlySecond + neither) * (both + onlySecond) * (onlyFirst + neither);
  if (margins === 0) return 0;
  const product = both * neither - onlyFirst * onlySecond;
  return (product > 0 ? Math.max(product - n / 2, 0) : product) / Math.sqrt(margins);
}

function differenceOf({
  first,
  second,
  correlation,
}: {
  readonly first: Share;
  readonly second: Share;
  readonly correlation: number;
}): Difference {
  const difference = second.share - first.share;
  // What is under the root is a sum of squares, but for rounding.
  const reach = (a: number, b: number): number => Math.sqrt(Math.max(0, a * a - 2 * correlation * a * b + b * b));
  return {
    difference,
    lower: difference - reach(second.share - second.lower, first.upper - first.share),
    upper: difference + reach(second.upper - second.share, first.share - first.lower),
  };
}
