/**
 * (test) the adjusted p of each test, in the order given: those at or under q are the ones to believe when at most the
 * share q of the believed may be false. Never under the p itself, never over 1.
 * Source: Y. Benjamini, Y. Hochberg, Controlling the false discovery rate (1995); adjusted as by D. Yekutieli and
 * Y. Benjamini (1999).
 * @example adjustedP([0.01, 0.04, 0.03]) // Float64Array [0.03, 0.04, 0.04]
 */
export function adjustedP(p: ArrayLike<number>): Float64Array {
  const order = Array.from({ length: p.length }, (_, test) => test).sort((a, b) => (p[b] as number) - (p[a] as number));
  const adjusted = new Float64Array(p.length);
  let least = 1;
  for (const [place, test] of order.entries()) {
    // From the greatest p down: its rank among n is n − place. n / rank first, so that rounding never ends under p.
    least = Math.min(least, (p[test] as number) * (p.length / (p.length - place)));
    adjusted[test] = least;
  }
  return adjusted;
}
