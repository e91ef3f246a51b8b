import { setImmediate } from 'node:timers/promises';
import { openActivations } from './npy-source.ts';

/** How many of a layer's values, over all its units, are exactly 0 (of either sign). */
export interface ZeroCount {
  readonly zeros: number;
  readonly values: number;
}

export interface CountZerosOptions {
  readonly signal?: AbortSignal | undefined;
}

/**
 * Counts the zeros of a layer over all units, from a `.npy` file (unit, sample, height, width), which is read once; memory
 * holds a unit.
 * @throws ShapeError when the file can't be read; the signal's reason
 */
export async function countZeros(path: string, { signal }: CountZerosOptions = {}): Promise<ZeroCount> {
  const source = openActivations(path);
  try {
    let zeros = 0;
    for (let unit = 0; unit < source.units; unit += 1) {
      signal?.throwIfAborted();
      zeros += zerosIn(source.readUnit(unit));
      // Ctrl-C is heard between units.
      await setImmediate();
    }
    return { zeros, values: source.units * source.samples * source.height * source.width };
  } finally {
    source.close();
  }
}

/** How many values are 0, of either sign. */
export function zerosIn(values: Float32Array): number {
  let zeros = 0;
  // By index: iterating over a typed array costs several times as much.
  for (let i = 0; i < values.length; i += 1) if (values[i] === 0) zeros += 1;
  return zeros;
}
