/** A share with its 95 % interval, 0–1. */
export interface ShareEstimate {
  readonly share: number;
  readonly lower: number;
  readonly upper: number;
}

/**
 * Whether two shares differ by more than chance makes them: the 95 % interval of their difference, put together from
 * their own (Newcombe 1998, method 10), leaves out zero.
 */
export function differBeyondChance(a: ShareEstimate, b: ShareEstimate): boolean {
  const [low, high] = a.share <= b.share ? [a, b] : [b, a];
  return high.share - low.share > Math.hypot(high.share - high.lower, low.upper - low.share);
}
