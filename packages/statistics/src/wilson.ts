import { type Share, Z95 } from './interval.ts';

/**
 * A share of counted things with its Wilson score interval at 95 %; unlike the textbook interval it stays within 0 and 1
 * and says something about shares of 0 and 1. `total` is at least 1.
 * Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference (1927).
 * @example shareWithInterval(81, 263) // share 0.3080, 0.2553 to 0.3662
 */
export function shareWithInterval(count: number, total: number): Share {
  const share = count / total;
  const weight = Z95 ** 2 / total;
  const center = (share + weight / 2) / (1 + weight);
  const reach = (Z95 / (1 + weight)) * Math.sqrt((share * (1 - share)) / total + weight / (4 * total));
  // At the ends the interval touches 0 and 1 exactly; rounding must not move it.
  return { share, lower: count === 0 ? 0 : center - reach, upper: count === total ? 1 : center + reach };
}
