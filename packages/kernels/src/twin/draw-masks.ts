import type { DrawnMasks } from '../hit-kernel.ts';
import { inRange } from './count-image.ts';

interface DrawnImage {
  /** (height, width) cell of every pixel. */
  readonly cells: Uint32Array;
  readonly lowest: number;
  readonly beyond: number;
  readonly withoutZero?: boolean;
  /** (cell) 1 where the formula holds. */
  readonly satisfied: Uint8Array;
}

/** Draws the masks pixel by pixel. `values` is the upsampled map. */
export function drawMasks(values: Float32Array, { cells, satisfied, ...range }: DrawnImage): DrawnMasks {
  const { lowest, beyond, withoutZero } = range;
  const [bitmap, formulaMask] = [0, 0].map(() => new Uint8Array(Math.ceil(values.length / 8))) as [
    Uint8Array<ArrayBuffer>,
    Uint8Array<ArrayBuffer>,
  ];
  let [bitmapPixels, formulaPixels, intersection] = [0, 0, 0];
  for (let pixel = 0; pixel < values.length; pixel += 1) {
    const fires = inRange(values[pixel] as number, lowest, beyond, withoutZero) ? 1 : 0;
    const matches = satisfied[cells[pixel] as number] as number;
    const [at, bit] = [pixel >> 3, 7 - (pixel & 7)];
    bitmap[at] = (bitmap[at] as number) | (fires << bit);
    formulaMask[at] = (formulaMask[at] as number) | (matches << bit);
    bitmapPixels += fires;
    formulaPixels += matches;
    intersection += fires & matches;
  }
  return { bitmap, bitmapPixels, formulaMask, formulaPixels, intersection };
}
