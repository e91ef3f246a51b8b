import type { MaskShape } from '../../probe-dataset.ts';

type Point = readonly [x: number, y: number];

/** Places in a row are counted in parts of a pixel. */
const ONE = 65_536;

interface Side {
  readonly top: number;
  readonly bottom: number;
  readonly x: number;
  readonly slope: number;
}

/**
 * Draws a polygon of whole corners as OpenCV's `fillPoly` does: its outline as lines, and in each row what lies an odd number of
 * times inside its sides.
 * @param mark gets every pixel's place, row by row
 * Source: CollectPolyEdges and FillEdgeCollection of OpenCV's drawing.cpp.
 */
export function fillPolygon(points: readonly Point[], shape: MaskShape, mark: (pixel: number) => void): void {
  const { height, width } = shape;
  const sides: Side[] = [];
  for (const [at, to] of points.entries()) {
    const from = points[(at + points.length - 1) % points.length] as Point;
    drawLine(from, { to, shape, mark });
    if (from[1] === to[1]) continue;
    const [upper, lower] = from[1] < to[1] ? [from, to] : [to, from];
    const slope = Math.trunc(((lower[0] - upper[0]) * ONE) / (lower[1] - upper[1]));
    sides.push({ top: upper[1], bottom: lower[1], x: upper[0] * ONE, slope });
  }
  for (let y = 0; y < height; y += 1) {
    const crossings = sides
      .filter(({ top, bottom }) => y >= top && y < bottom)
      .map(({ x, slope, top }) => x + slope * (y - top))
      .sort((a, b) => a - b);
    for (let i = 1; i < crossings.length; i += 2) {
      const from = Math.max(0, Math.ceil((crossings[i - 1] as number) / ONE));
      const to = Math.min(width - 1, Math.floor((crossings[i] as number) / ONE));
      for (let x = from; x <= to; x += 1) mark(y * width + x);
    }
  }
}

interface LineParts {
  readonly to: Point;
  readonly shape: MaskShape;
  readonly mark: (pixel: number) => void;
}

/** From left to right, a pixel a step along its longer side. */
function drawLine(from: Point, { to, shape: { height, width }, mark }: LineParts): void {
  const [[x0, y0], [x1, y1]] = from[0] <= to[0] ? [from, to] : [to, from];
  const [dx, dy] = [x1 - x0, Math.abs(y1 - y0)];
  const isSteep = dy > dx;
  const [longer, shorter] = isSteep ? [dy, dx] : [dx, dy];
  const down = y1 < y0 ? -1 : 1;
  let error = longer - 2 * shorter;
  for (let step = 0, side = 0; step <= longer; step += 1) {
    const [x, y] = isSteep ? [x0 + side, y0 + down * step] : [x0 + step, y0 + down * side];
    if (x >= 0 && x < width && y >= 0 && y < height) mark(y * width + x);
    if (error < 0) {
      side += 1;
      error += 2 * longer;
    }
    error -= 2 * shorter;
  }
}
