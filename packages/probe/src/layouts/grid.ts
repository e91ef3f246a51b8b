import type { MaskShape } from '../probe-dataset.ts';

/** A layer's maps are smaller; a longer side costs memory and says nothing more. */
const SIDE_MAX = 448;
/** Where images differ in size: networks see most of them at this size. */
const SHARED_SIDE = 224;

export interface Grid {
  readonly shape: MaskShape;
  /** What people should know of it. */
  readonly notes: readonly string[];
}

/**
 * The grid that all masks are resampled to: the images' own size if they have one and its longer side is at most 448, else
 * that proportion with 448; 224×224 where sizes differ.
 * @param frames (image) the sizes of their masks
 */
export function chooseGrid(frames: readonly MaskShape[]): Grid {
  const [first] = frames as [MaskShape];
  const same = frames.every(({ height, width }) => height === first.height && width === first.width);
  const longer = Math.max(first.height, first.width);
  if (same && longer <= SIDE_MAX) return { shape: { height: first.height, width: first.width }, notes: [] };
  const side = (length: number) => Math.max(1, Math.round((length * SIDE_MAX) / longer));
  const shape = same
    ? { height: side(first.height), width: side(first.width) }
    : { height: SHARED_SIDE, width: SHARED_SIDE };
  const why = same ? `Masks have ${first.width}×${first.height} pixels` : 'Masks are of several sizes';
  return { shape, notes: [`${why}: all are resampled to ${shape.width}×${shape.height} by the nearest pixel.`] };
}

/** A plane (height, width) on another grid: each pixel takes the one below its centre. */
export function toGrid(
  plane: Uint16Array,
  { from, to }: { readonly from: MaskShape; readonly to: MaskShape },
): Uint16Array {
  if (from.height === to.height && from.width === to.width) return plane.slice();
  const columns = Array.from({ length: to.width }, (_, x) => nearest(x, { from: from.width, to: to.width }));
  const out = new Uint16Array(to.height * to.width);
  for (let y = 0; y < to.height; y += 1) {
    const row = nearest(y, { from: from.height, to: to.height }) * from.width;
    for (let x = 0; x < to.width; x += 1) out[y * to.width + x] = plane[row + (columns[x] as number)] as number;
  }
  return out;
}

/** In whole numbers, so that it is the same everywhere. */
function nearest(at: number, { from, to }: { readonly from: number; readonly to: number }): number {
  return Math.floor(((2 * at + 1) * from) / (2 * to));
}
