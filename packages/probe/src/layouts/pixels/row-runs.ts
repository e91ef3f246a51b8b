import { DatasetError } from '@strata/domain';
import { MASK_PIXELS_MAX } from '../../mask-bounds.ts';
import type { MaskShape } from '../../probe-dataset.ts';

/**
 * The bits of run lengths that go row by row over a box, outside first.
 * @param where file and item, for messages
 * @throws DatasetError when the lengths are no whole numbers from 0 on, or don't add up to the box
 */
export function runsToBits(
  runs: readonly number[],
  { height, width, where }: MaskShape & { readonly where: string },
): Uint8Array {
  const bad = [...runs, height, width].find((run) => !Number.isInteger(run) || run < 0);
  if (bad !== undefined) throw new DatasetError(`${where}: expected whole numbers from 0 on, found ${bad}.`);
  const sum = runs.reduce((total, run) => total + run, 0);
  if (sum !== height * width || sum > MASK_PIXELS_MAX) {
    throw new DatasetError(`${where}: runs add up to ${sum}, the box has ${height * width} pixels.`);
  }
  const bits = new Uint8Array(sum);
  let at = 0;
  for (const [place, run] of runs.entries()) {
    if (place % 2 === 1) bits.fill(1, at, at + run);
    at += run;
  }
  return bits;
}
