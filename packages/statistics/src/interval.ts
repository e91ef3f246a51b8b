/** The 0.975 quantile of the standard normal distribution: 95 % lie within it on both sides. */
export const Z95 = 1.959963984540054;

/** The ends of a 95 % interval, or of whatever confidence was asked for. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/** A share, 0–1, with its interval. */
export interface Share extends Interval {
  readonly share: number;
}

/** A second share less a first one, −1 to 1, with its interval. */
export interface Difference extends Interval {
  readonly difference: number;
}

/** Whether something is so: NO when the opposite is, UNCLEAR when the interval allows both. */
export type Verdict = 'YES' | 'NO' | 'UNCLEAR';

/**
 * Whether a value lies above a threshold, judged by its whole interval: what chance could have made is UNCLEAR.
 * @example isAbove({ lower: 0.04, upper: 0.21 }, 0) // 'YES'
 */
export function isAbove({ lower, upper }: Interval, threshold: number): Verdict {
  if (lower > threshold) return 'YES';
  return upper < threshold ? 'NO' : 'UNCLEAR';
}
