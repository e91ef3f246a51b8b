import { orderedBits, sortValues } from './sort-values.ts';

/** Values are first told apart by their upper 16 bits. */
const SHIFT = 16;
const BUCKETS = 1 << SHIFT;

/**
 * The quantile of finite values between the two nearest, linearly, as NumPy and PyTorch do by default. Only the values
 * near it are sorted.
 */
export function quantile(values: Float32Array, share: number): number {
  const position = share * (values.length - 1);
  const below = Math.floor(position);
  const above = Math.ceil(position);
  const bits = new Int32Array(values.buffer, values.byteOffset, values.length);
  const counts = new Uint32Array(BUCKETS);
  for (let i = 0; i < bits.length; i += 1) {
    const bucket = orderedBits(bits[i] as number) >>> SHIFT;
    counts[bucket] = (counts[bucket] as number) + 1;
  }
  let smaller = 0;
  let first = 0;
  while (smaller + (counts[first] as number) <= below) smaller += counts[first++] as number;
  let last = first;
  for (let reached = smaller + (counts[first] as number); reached <= above; reached += counts[last] as number)
    last += 1;
  const near = sortValues(
    values.filter((_, i) => {
      const bucket = orderedBits(bits[i] as number) >>> SHIFT;
      return bucket >= first && bucket <= last;
    }),
  );
  const [low, high] = [near[below - smaller] as number, near[above - smaller] as number];
  return low + (high - low) * (position - below);
}
