const DIGIT_BITS = 11;
const DIGITS = 3;
const BUCKETS = 1 << DIGIT_BITS;
const SIGN = 0x8000_0000;

/**
 * Sorts finite float32 values ascending, into a new array; −0 comes before 0. With `skipZeros`, zeros of either sign are
 * left out. A radix sort of the bits, lowest digit first: three passes, whatever the values are.
 */
export function sortValues(
  values: Float32Array,
  { skipZeros = false }: { readonly skipZeros?: boolean } = {},
): Float32Array {
  let keys = new Uint32Array(values.length);
  const counts = new Uint32Array(DIGITS * BUCKETS);
  const length = writeKeys(values, { keys, counts, skipZeros });
  keys = keys.subarray(0, length);
  let other = new Uint32Array(length);
  for (let digit = 0; digit < DIGITS; digit += 1) {
    const shift = digit * DIGIT_BITS;
    const places = placesOf(counts.subarray(digit * BUCKETS, (digit + 1) * BUCKETS), length);
    if (places === null) continue;
    for (let i = 0; i < length; i += 1) {
      const key = keys[i] as number;
      const bucket = (key >>> shift) & (BUCKETS - 1);
      const at = places[bucket] as number;
      places[bucket] = at + 1;
      other[at] = key;
    }
    [keys, other] = [other, keys];
  }
  for (let i = 0; i < length; i += 1) {
    const key = keys[i] as number;
    other[i] = key >= SIGN ? key ^ SIGN : ~key;
  }
  return new Float32Array(other.buffer, other.byteOffset, length);
}

/** The bits of a float32 as an integer that is ordered as the values are. */
export function orderedBits(bits: number): number {
  return (bits >= SIGN ? ~bits : bits ^ SIGN) >>> 0;
}

/** Writes the keys, counts the buckets of every digit, and gives the number of keys. */
function writeKeys(
  values: Float32Array,
  { keys, counts, skipZeros }: { keys: Uint32Array; counts: Uint32Array; skipZeros: boolean },
): number {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const mask = BUCKETS - 1;
  let length = 0;
  for (let i = 0; i < bits.length; i += 1) {
    const raw = bits[i] as number;
    if (skipZeros && (raw === 0 || raw === SIGN)) continue;
    const key = orderedBits(raw);
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
function placesOf(counts: Uint32Array, total: number): Uint32Array | null {
  let sum = 0;
  for (let bucket = 0; bucket < counts.length; bucket += 1) {
    const count = counts[bucket] as number;
    if (count === total) return null;
    counts[bucket] = sum;
    sum += count;
  }
  return counts;
}
