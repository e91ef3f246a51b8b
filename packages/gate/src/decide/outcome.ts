import type { GateOutcome } from '@strata/db';
import type { Interval } from '@strata/statistics';

/** What was measured, with its 95 % interval. */
export interface Measured extends Interval {
  readonly value: number;
  /** What it rests on: explanations, neurons or images. */
  readonly n: number;
}

/** A number, or why there is none. */
export type Measurement = { readonly measured: Measured } | { readonly missing: string };

/** The worst of some outcomes: a failure is one whatever else could not be judged; nothing judged is no pass. */
export function worstOf(outcomes: readonly GateOutcome[]): GateOutcome {
  if (outcomes.includes('FAIL')) return 'FAIL';
  return outcomes.length === 0 || outcomes.includes('COULD_NOT_JUDGE') ? 'COULD_NOT_JUDGE' : 'PASS';
}

/**
 * Whether a number is at least what is required (at most, where smaller is better), decided on its whole interval.
 * @example decideBound({ value: 0.9, lower: 0.88, upper: 0.92, n: 500 }, { required: 0.85, greaterIsBetter: true }) // 'PASS'
 */
export function decideBound(
  { lower, upper }: Interval,
  { required, greaterIsBetter }: { readonly required: number; readonly greaterIsBetter: boolean },
): GateOutcome {
  if (greaterIsBetter) return passOrFail(lower >= required, upper < required);
  return passOrFail(upper <= required, lower > required);
}

function passOrFail(passes: boolean, fails: boolean): GateOutcome {
  if (passes) return 'PASS';
  return fails ? 'FAIL' : 'COULD_NOT_JUDGE';
}
