/** A stream of numbers that only its seed decides. */
export interface Random {
  /** A whole number from 0 to 2³² − 1, all equally likely. */
  bits(): number;
  /** Uniform in [0, 1), in steps of 2⁻³². */
  next(): number;
  /** A whole number from 0 to count − 1. */
  below(count: number): number;
}

/**
 * The one generator of all that is drawn: whole-number arithmetic, so that every machine draws the same. The seed is
 * taken modulo 2³². Not for secrets. Source: Tommy Ettinger, mulberry32 (2017), public domain.
 * @example createRandom(1).next() // 0.6270739405881613
 */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const bits = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const next = (): number => bits() / 2 ** 32;
  return { bits, next, below: (count) => Math.floor(next() * count) };
}

/**
 * Spreads a whole number over 32 bits, each number to another one: seeds that are near each other get streams that are
 * not. Source: Austin Appleby, MurmurHash3's finalizer (fmix32), public domain.
 * @example mixBits(1) // 1364076727
 */
export function mixBits(value: number): number {
  let bits = value >>> 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
