import { DatasetError } from '@strata/domain';
import type { MaskShape } from '../../probe-dataset.ts';

/** The characters of compressed run lengths, five bits each from "0" on, the sixth says that more follow. */
const FIRST_CODE = 48;
const MORE = 0x20;
const SIGN = 0x10;
const BITS = 5;
/** Of one number: more are none that an image has. */
const PARTS_MAX = 7;

export interface RunLengths {
  /** Height and width, as COCO writes them. */
  readonly size: readonly number[];
  /** Numbers, or COCO's compressed string. */
  readonly counts: readonly number[] | string;
}

/**
 * Run lengths of a mask, column by column, outside first, held against the image before anything is decoded.
 * @param where file and item, for messages
 * @throws DatasetError when the size is another than the image's, or the lengths don't add up to it
 */
export function requireRuns(
  { size, counts }: RunLengths,
  { height, width }: MaskShape,
  where: string,
): readonly number[] {
  if (size.length !== 2 || size[0] !== height || size[1] !== width) {
    throw new DatasetError(
      `${where}: segmentation size is ${size[1]}x${size[0]} (width x height), the image is ${width}x${height}. Sizes are written as [height, width].`,
    );
  }
  const runs = typeof counts === 'string' ? unpackRuns(counts, where) : counts;
  const bad = runs.find((run) => !Number.isInteger(run) || run < 0);
  if (bad !== undefined) throw new DatasetError(`${where}: expected run lengths from 0 on, found ${bad}.`);
  const sum = runs.reduce((total, run) => total + run, 0);
  if (sum === height * width) return runs;
  throw new DatasetError(`${where}: run lengths add up to ${sum}, the image has ${height * width} pixels.`);
}

/** Source: rleFrString of cocoapi's maskApi.c. */
function unpackRuns(text: string, where: string): number[] {
  const runs: number[] = [];
  for (let at = 0; at < text.length; ) {
    let value = 0;
    let part = 0;
    for (let more = true; more; part += 1, at += 1) {
      const code = text.charCodeAt(at) - FIRST_CODE;
      // A NaN behind the end is caught, too.
      if (!(code >= 0 && code < 2 * MORE) || part >= PARTS_MAX) {
        throw new DatasetError(
          `${where}: expected compressed run lengths, found something else at character ${at + 1} of ${text.length}.`,
        );
      }
      value += (code & (MORE - 1)) * 2 ** (BITS * part);
      more = (code & MORE) !== 0;
      if (!more && (code & SIGN) !== 0) value -= 2 ** (BITS * (part + 1));
    }
    runs.push(runs.length > 2 ? value + (runs[runs.length - 2] as number) : value);
  }
  return runs;
}
