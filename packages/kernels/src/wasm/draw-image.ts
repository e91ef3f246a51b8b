import type { DrawnMasks, DrawQuestion, GridShape } from '../hit-kernel.ts';
import { packRows } from '../pack-rows.ts';
import { TILE_WIDTH } from '../tiles/row-groups.ts';
import { tiledCells } from '../tiles/tile-image.ts';
import type { Arena } from './arena.ts';
import type { Kernels } from './load-kernels.ts';

interface Drawing {
  readonly arena: Arena;
  readonly kernels: Kernels;
  readonly mask: GridShape;
}

/** The least float32 above 0. */
const ABOVE_ZERO = 2 ** -149;

/** Draws a range that leaves 0 out as what lies below and what lies above. */
export function drawWithoutZero(question: DrawQuestion, draw: (part: DrawQuestion) => DrawnMasks): DrawnMasks {
  const { lowest, beyond, withoutZero = false } = question;
  if (!withoutZero || lowest > 0 || beyond <= 0) return draw(question);
  const below = draw({ ...question, beyond: 0 });
  const above = draw({ ...question, lowest: ABOVE_ZERO });
  return {
    ...above,
    bitmap: above.bitmap.map((byte, i) => byte | (below.bitmap[i] as number)),
    bitmapPixels: above.bitmapPixels + below.bitmapPixels,
    intersection: above.intersection + below.intersection,
  };
}

/** Lays an image, a map and a formula into the kernels' memory, and reads the masks that they draw. */
export function drawImage(question: DrawQuestion, { arena, kernels, mask }: Drawing): DrawnMasks {
  const { image, map, lowest, beyond, satisfied } = question;
  const cells = tiledCells(image);
  const rowBytes = Math.ceil(mask.width / TILE_WIDTH);
  const bytes = mask.height * rowBytes;
  const at = {
    image: arena.take(4 * image.length),
    map: arena.take(4 * map.length),
    thresholds: arena.take(8),
    satisfied: arena.take(cells.length),
    bitmap: arena.take(bytes),
    formulaMask: arena.take(bytes),
    pixels: arena.take(12),
  };
  arena.words(at.image, image.length).set(image);
  arena.floats(at.map, map.length).set(map);
  const empty = beyond <= lowest && beyond !== Number.POSITIVE_INFINITY;
  // No value reaches NaN.
  arena.floats(at.thresholds, 2).set(empty ? [Number.NaN] : [lowest, beyond]);
  const holds = arena.bytes(at.satisfied, cells.length);
  for (let i = 0; i < cells.length; i += 1) holds[i] = satisfied[cells[i] as number] as number;
  const thresholdCount = empty || beyond === Number.POSITIVE_INFINITY ? 1 : 2;
  const { bitmap, formulaMask, pixels } = at;
  kernels.drawImage(at.image, at.map, at.thresholds, thresholdCount, at.satisfied, bitmap, formulaMask, pixels);
  const [bitmapPixels, formulaPixels, intersection] = arena.words(pixels, 3) as unknown as [number, number, number];
  return {
    bitmap: packRows(arena.bytes(bitmap, bytes), mask),
    bitmapPixels,
    formulaMask: packRows(arena.bytes(formulaMask, bytes), mask),
    formulaPixels,
    intersection,
  };
}
