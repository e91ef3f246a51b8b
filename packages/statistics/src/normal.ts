/** Coefficients of the Chebyshev fit, the constant term first. */
const FIT = [
  -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223,
  0.17087277,
];

/**
 * The probability that a standard normal value lies above z, to 1.2e-7 of itself, however small it is.
 * Source: W. H. Press et al., Numerical Recipes in C, 2nd edition (1992), section 6.2, erfcc.
 * @example normalAbove(1.959963984540054) // 0.025
 */
export function normalAbove(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + x / 2);
  const sum = FIT.reduceRight((value, coefficient) => value * t + coefficient, 0);
  const tail = (t * Math.exp(-x * x + sum)) / 2;
  return z >= 0 ? tail : 1 - tail;
}
