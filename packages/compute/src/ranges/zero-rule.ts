import { countZeros, type ZeroCount } from '../activations/count-zeros.ts';

/** Share of a layer's values from which on its zeros are "off", where none is asked for. */
export const OFF_SHARE = 0.05;

/**
 * Whether a layer's zeros stand on their own as range 0, "off": where at least the share of its values are exactly 0. Decided
 * once for a layer and never for a unit, so that one value more or less changes nothing. A share of null means never.
 */
export function zerosAreOff({ zeros, values }: ZeroCount, offShare: number | null): boolean {
  return offShare !== null && zeros > 0 && zeros / values >= offShare;
}

/**
 * Whether the layer's zeros stand on their own. Counted in the file where they are not known.
 * @throws ShapeError when the file can't be read
 */
export async function decideZeros({
  activationsPath,
  config: { offShare },
  zeros,
}: {
  readonly activationsPath: string;
  readonly config: { readonly offShare: number | null };
  readonly zeros?: ZeroCount | undefined;
}): Promise<boolean> {
  return offShare !== null && zerosAreOff(zeros ?? (await countZeros(activationsPath)), offShare);
}
