import type { MaskShape } from '../../probe-dataset.ts';

/** Its first and last column and row, all inside. */
export interface OvalBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/**
 * Draws an upright ellipse into a box as Pillow does: in each row as far as the outline that comes nearest to the curve, walked in
 * steps of half pixels from the middle row outwards.
 * @param mark gets every pixel's place, row by row
 * Source: quarter_next and ellipse_next of Pillow's Draw.c.
 */
export function drawBoxedOval(
  { left, top, right, bottom }: OvalBox,
  { height, width }: MaskShape,
  mark: (pixel: number) => void,
): void {
  const [a, b] = [right - left, bottom - top];
  // One of no size is nothing.
  if (a < 0 || b < 0 || a + b < 1) return;
  const line = (y: number, reach: number): void => {
    const row = top + Math.trunc((y + b) / 2);
    if (row < 0 || row >= height) return;
    const [from, to] = [left + Math.trunc((a - reach) / 2), left + Math.trunc((a + reach) / 2)];
    for (let x = Math.max(0, from); x <= Math.min(width - 1, to); x += 1) mark(row * width + x);
  };
  const apart = (x: number, y: number) => Math.abs(a * a * y * y + b * b * x * x - a * a * b * b);
  let [x, y, last] = [a, b % 2, -1];
  for (;;) {
    if (y !== last) {
      line(y, x);
      line(-y, x);
      last = y;
    }
    if (x === a % 2 && y === b) return;
    let [nextX, nextY] = [x, y + 2];
    if (x > 1) {
      if (apart(nextX, nextY) > apart(x - 2, y + 2)) nextX = x - 2;
      if (apart(nextX, nextY) > apart(x - 2, y)) [nextX, nextY] = [x - 2, y];
    }
    [x, y] = [nextX, nextY];
  }
}
