/** A batch of images, run together or each alone. */
export interface BatchRuns<T> {
  /** Images in the batch, those included that only fill it up. */
  readonly batch: number;
  /** Images that count. */
  readonly count: number;
  together(): Promise<T>;
  alone(place: number): Promise<T>;
}

export interface OneOrAllOptions<T> {
  /** True or false where it is known whether every image must be alone; null where that is to be found out. */
  readonly alone: boolean | null;
  /** Whether an image's results in a batch are those that it has alone. */
  isSame(batch: T, alone: { readonly result: T; readonly place: number }): boolean;
  join(parts: readonly T[]): T;
}

/**
 * Runs images together where the model can, else one at a time: files hold the batch of one that they were made with, in
 * a Reshape for instance, though they say that they take any. Such a model fails on more, or mixes them without a word:
 * so the last image of the first batch is run alone, too. What came of that is remembered.
 */
export function oneOrAll<T>({ alone: known, isSame, join }: OneOrAllOptions<T>): (runs: BatchRuns<T>) => Promise<T> {
  let alone = known;
  return async ({ batch, count, together, alone: runAlone }) => {
    if (alone === false || (alone === null && (batch === 1 || count === 0))) return together();
    if (alone === null) {
      const all = await together().catch(() => null);
      const place = count - 1;
      // Where one alone fails, too, this says why better than the batch.
      const result = await runAlone(place);
      alone = all === null || !isSame(all, { result, place });
      if (all !== null && !alone) return all;
    }
    const parts: T[] = [];
    for (let place = 0; place < count; place += 1) parts.push(await runAlone(place));
    return join(parts);
  };
}

/** Of the greatest value: far above what another order of addition makes, far below what other images do. */
const TOLERANCE = 1e-3;

/** Whether values differ by no more than what rounding makes. */
export function isClose(values: Float32Array, expected: Float32Array): boolean {
  if (values.length !== expected.length) return false;
  const greatest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return values.every((value, i) => !(Math.abs(value - (expected[i] as number)) > TOLERANCE * greatest));
}

/** Arrays one behind the other. */
export function concatenate(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let start = 0;
  for (const part of parts) {
    all.set(part, start);
    start += part.length;
  }
  return all;
}
