/** The 0.975 quantile of the standard normal distribution: 95 % lie within it on both sides. */
const Z = 1.959963984540054;

export interface Share {
  readonly share: number;
  readonly lower: number;
  readonly upper: number;
}

/**
 * A share of counted things with its Wilson score interval at 95 %; unlike the textbook interval it stays within 0 and 1
 * and says something about shares of 0 and 1. `total` is at least 1.
 * Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference (1927).
 */
export function shareWithInterval(count: number, total: number): Share {
  const share = count / total;
  const weight = Z ** 2 / total;
  const center = (share + weight / 2) / (1 + weight);
  const reach = (Z / (1 + weight)) * Math.sqrt((share * (1 - share)) / total + weight / (4 * total));
  // At the ends the interval touches 0 and 1 exactly; rounding must not move it.
  return { share, lower: count === 0 ? 0 : center - reach, upper: count === total ? 1 : center + reach };
}
