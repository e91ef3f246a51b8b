import type { MaskShape } from '../probe-dataset.ts';

/** Thirds of the image's height, thirds of its width, and what is in the middle third of both. */
export const POSITIONS = ['top', 'bottom', 'left', 'right', 'center'] as const;

const [TOP, BOTTOM, LEFT, RIGHT, CENTER] = [1, 2, 3, 4, 5];

/**
 * Where a pixel lies in its image: the third that its centre is in. A pixel in a corner is of two.
 * @returns planes (height, width) of rows and of columns, with the place in `POSITIONS` + 1; 0 = none
 */
export function positionPlanes({ height, width }: MaskShape): [Uint16Array, Uint16Array] {
  const rows = new Uint16Array(height * width);
  const columns = new Uint16Array(height * width);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const pixel = y * width + x;
      const [row, column] = [thirdOf(y, height), thirdOf(x, width)];
      rows[pixel] = [TOP, column === 1 ? CENTER : 0, BOTTOM][row] as number;
      columns[pixel] = [LEFT, 0, RIGHT][column] as number;
    }
  }
  return [rows, columns];
}

/** 0, 1 or 2. */
function thirdOf(at: number, side: number): number {
  return Math.floor((3 * (2 * at + 1)) / (2 * side));
}
