import { createRandom, mixBits, permutation } from '@strata/statistics';

export interface Halves {
  /** Units that ranges are chosen by, and those that they are confirmed on; each ascending. */
  readonly choosing: readonly number[];
  readonly confirming: readonly number[];
}

/** Divides errors by two, and successes, at random: what chose a range must not confirm it. */
export function splitHalves(errors: ArrayLike<number>, { seed }: { readonly seed: number }): Halves {
  const units = Array.from({ length: errors.length }, (_, unit) => unit);
  const random = createRandom(mixBits(seed) ^ 0x5bd1e995);
  const chosen = [1, 0].flatMap((kind) => {
    const own = units.filter((unit) => errors[unit] === kind);
    const order = permutation(own.length, random);
    return Array.from(order.subarray(0, Math.ceil(own.length / 2)), (place) => own[place] as number);
  });
  const choosing = new Set(chosen);
  return {
    choosing: units.filter((unit) => choosing.has(unit)),
    confirming: units.filter((unit) => !choosing.has(unit)),
  };
}
