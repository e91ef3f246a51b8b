import type { MaskShape } from '../probe-dataset.ts';

/** A decoded picture: red, green and blue of each pixel, row by row. */
export interface PicturePixels extends MaskShape {
  readonly data: Uint8Array;
}

/**
 * The colours below the pixels of a mask: for each (height, width) the mean over all pixels of the picture that it touches,
 * each counted whole, rounded half up. The whole picture lies under the whole mask. In whole numbers, so that it is the same
 * on every machine.
 * @returns red, green and blue of each mask pixel, row by row
 */
export function shrinkPicture({ data, width, height }: PicturePixels, grid: MaskShape): Uint8Array {
  const out = new Uint8Array(grid.height * grid.width * 3);
  const columns = spans(width, grid.width);
  const rows = spans(height, grid.height);
  for (let y = 0; y < grid.height; y += 1) {
    const [top, below] = [rows[2 * y] as number, rows[2 * y + 1] as number];
    for (let x = 0; x < grid.width; x += 1) {
      const [left, right] = [columns[2 * x] as number, columns[2 * x + 1] as number];
      let [red, green, blue] = [0, 0, 0];
      for (let row = top; row < below; row += 1) {
        for (let at = (row * width + left) * 3; at < (row * width + right) * 3; at += 3) {
          red += data[at] as number;
          green += data[at + 1] as number;
          blue += data[at + 2] as number;
        }
      }
      const count = (below - top) * (right - left);
      const to = (y * grid.width + x) * 3;
      out[to] = Math.floor((2 * red + count) / (2 * count));
      out[to + 1] = Math.floor((2 * green + count) / (2 * count));
      out[to + 2] = Math.floor((2 * blue + count) / (2 * count));
    }
  }
  return out;
}

/** Where each pixel of the grid begins and ends on a side of the picture; one pixel at the least. */
function spans(side: number, cells: number): Uint32Array {
  const out = new Uint32Array(2 * cells);
  for (let cell = 0; cell < cells; cell += 1) {
    const from = Math.floor((cell * side) / cells);
    out[2 * cell] = from;
    out[2 * cell + 1] = Math.max(from + 1, Math.ceil(((cell + 1) * side) / cells));
  }
  return out;
}
