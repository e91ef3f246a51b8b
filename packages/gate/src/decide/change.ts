import type { UnitPart } from '@strata/db';
import { bootstrapOf, bootstrapOfTwo } from '@strata/statistics';
import type { Measurement } from './outcome.ts';

export interface ChangeOptions {
  /** Whether a neuron's number means the same one in both: then the same neurons are drawn from both. */
  readonly paired: boolean;
  /** Change as a share of the baseline's value. */
  readonly relative: boolean;
  /** Of the resampling. */
  readonly seed: number;
}

/**
 * By how much a number differs from the baseline's, with the percentile interval of resampled neurons: the same ones twice
 * where they are the same, else those of each by themselves.
 * @param before the baseline's neurons
 */
export function changeOf(
  before: readonly UnitPart[],
  after: readonly UnitPart[],
  { paired, relative, seed }: ChangeOptions,
): Measurement {
  const change = (a: number, b: number): number => (relative ? b / a - 1 : b - a);
  const [first, second] = paired ? shared(before, after) : [before, after];
  if (first.length < 2 || second.length < 2) {
    return {
      missing: `fewer than two ${paired ? 'neurons have it in both versions' : 'neurons have it in a version'}`,
    };
  }
  const value = change(ratio(first), ratio(second));
  const interval = paired
    ? bootstrapOf(first.length, (rows) => change(ratio(first, rows), ratio(second, rows)), { seed })
    : bootstrapOfTwo([first.length, second.length], (a, b) => change(ratio(first, a), ratio(second, b)), { seed });
  if (!interval || !Number.isFinite(value + interval.lower + interval.upper)) {
    return { missing: 'the baseline’s value is 0 in some resamples, so no share of it can be told' };
  }
  return { measured: { value, ...interval, n: Math.min(first.length, second.length) } };
}

/** The neurons that both have, in the same order. */
function shared(before: readonly UnitPart[], after: readonly UnitPart[]): [UnitPart[], UnitPart[]] {
  const known = new Map(before.map((one) => [one.unit, one]));
  const both = after.filter(({ unit }) => known.has(unit));
  return [both.map(({ unit }) => known.get(unit) as UnitPart), both];
}

/** The sum of the parts over the sum of what they are parts of. */
export function ratio(parts: readonly UnitPart[], rows: Iterable<number> = parts.keys()): number {
  let [part, of] = [0, 0];
  for (const row of rows) {
    const one = parts[row] as UnitPart;
    part += one.part;
    of += one.of;
  }
  return part / of;
}
