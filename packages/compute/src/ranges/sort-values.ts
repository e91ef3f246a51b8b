import { Scratch } from './scratch.ts';

const DIGIT_BITS = 11;
const DIGITS = 3;
const BUCKETS = 1 << DIGIT_BITS;
/** The highest of 32 bits, as a signed number. */
const SIGN = 1 << 31;

export interface SortOptions {
  /** Leaves zeros of either sign out. Default false. */
  readonly skipZeros?: boolean;
  /** The result lies in it, until it is used again. Default new. */
  readonly scratch?: Scratch;
}

/**
 * Sorts finite float32 values ascending; −0 comes before 0. A radix sort of the bits, lowest digit first: three passes, whatever the values are.
 */
export function sortValues(
  values: Float32Array,
  { skipZeros = false, scratch = new Scratch() }: SortOptions = {},
): Float32Array {
  const [all, more] = ['keys', 'other keys'].map(
    (purpose) => new Int32Array(scratch.take(purpose, 4 * values.length), 0, values.length),
  ) as [Int32Array<ArrayBuffer>, Int32Array<ArrayBuffer>];
  const counts = new Int32Array(DIGITS * BUCKETS);
  const length = writeKeys(values, { keys: all, counts, skipZeros });
  let keys = all.subarray(0, length);
  let other = more.subarray(0, length);
  for (let digit = 0; digit < DIGITS; digit += 1) {
    const places = placesOf(counts.subarray(digit * BUCKETS, (digit + 1) * BUCKETS), length);
    if (places === null) continue;
    move(keys, other, { shift: digit * DIGIT_BITS, places });
    [keys, other] = [other, keys];
  }
  for (let i = 0; i < length; i += 1) {
    const key = keys[i] as number;
    // The highest bit is set where the value is not negative.
    other[i] = key ^ (~(key >> 31) | SIGN);
  }
  return new Float32Array(other.buffer, other.byteOffset, length);
}

/** One pass of the sort. In a function of its own, as the compiler optimizes it better than inside the loop over digits. */
function move(keys: Int32Array, other: Int32Array, { shift, places }: { shift: number; places: Int32Array }): void {
  for (let i = 0; i < keys.length; i += 1) {
    const key = keys[i] as number;
    const bucket = (key >>> shift) & (BUCKETS - 1);
    const at = places[bucket] as number;
    places[bucket] = at + 1;
    other[at] = key;
  }
}

/**
 * The bits of a float32 as an integer whose unsigned value is ordered as the values are. Signed numbers are taken and
 * given: those above 2³¹ would not be small integers to the engine, and many times slower.
 */
export function orderedBits(bits: number): number {
  return bits ^ ((bits >> 31) | SIGN);
}

/** Writes the keys, counts the buckets of every digit, and gives the number of keys. */
function writeKeys(
  values: Float32Array,
  { keys, counts, skipZeros }: { keys: Int32Array; counts: Int32Array; skipZeros: boolean },
): number {
  const bits = new Int32Array(values.buffer, values.byteOffset, values.length);
  const mask = BUCKETS - 1;
  let length = 0;
  for (let i = 0; i < bits.length; i += 1) {
    const raw = bits[i] as number;
    // Without its sign, a zero of either sign is 0.
    if (skipZeros && raw << 1 === 0) continue;
    const key = raw ^ ((raw >> 31) | SIGN);
    keys[length++] = key;
    const low = key & mask;
    const middle = BUCKETS + ((key >>> DIGIT_BITS) & mask);
    const high = 2 * BUCKETS + (key >>> (2 * DIGIT_BITS));
    counts[low] = (counts[low] as number) + 1;
    counts[middle] = (counts[middle] as number) + 1;
    counts[high] = (counts[high] as number) + 1;
  }
  return length;
}

/** Where each bucket starts; null when all keys are in one, so that there is nothing to move. */
function placesOf(counts: Int32Array, total: number): Int32Array | null {
  let sum = 0;
  for (let bucket = 0; bucket < counts.length; bucket += 1) {
    const count = counts[bucket] as number;
    if (count === total) return null;
    counts[bucket] = sum;
    sum += count;
  }
  return counts;
}
