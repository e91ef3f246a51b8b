import type { MaskShape } from '../../probe-dataset.ts';

type Point = readonly [x: number, y: number];

interface Edge {
  readonly yMin: number;
  readonly yMax: number;
  readonly xMin: number;
  readonly xMax: number;
  readonly x0: number;
  readonly y0: number;
  /** Per row; 0 for level edges. */
  readonly dx: number;
}

/**
 * Draws a polygon as Pillow does, with its boundary: corners lose their fractions, each row is filled between its odd and
 * even crossings, ends included, and level edges are drawn whole.
 * @param mark gets every pixel's place, row by row
 * Source: polygon_generic of Pillow's Draw.c.
 */
export function drawPolygon(
  points: readonly Point[],
  { height, width }: MaskShape,
  mark: (pixel: number) => void,
): void {
  const edges = edgesOf(points.map(([x, y]): Point => [Math.trunc(x), Math.trunc(y)]));
  if (edges.length === 0) return;
  const line = (from: number, y: number, to: number): void => {
    if (y < 0 || y >= height) return;
    for (let x = Math.max(0, from); x <= Math.min(width - 1, to); x += 1) mark(y * width + x);
  };
  for (const { yMin, yMax, xMin, xMax } of edges) if (yMin === yMax) line(xMin, yMin, xMax);
  const sloped = edges.filter(({ yMin, yMax }) => yMin !== yMax);
  const last = Math.min(height, Math.max(...edges.map(({ yMax }) => yMax)));
  for (let y = Math.max(0, Math.min(...edges.map(({ yMin }) => yMin))); y <= last; y += 1) {
    const crossings = crossingsOf(sloped, { y, last }).sort((a, b) => a - b);
    let next = Number.NEGATIVE_INFINITY;
    for (let i = 1; i < crossings.length; i += 2) {
      const end = roundDown(crossings[i] as number);
      const start = Math.max(next, roundUp(crossings[i - 1] as number));
      if (end < start) continue;
      line(start, y, end);
      next = end + 1;
    }
  }
}

function edgesOf(points: readonly Point[]): Edge[] {
  const edges: Edge[] = [];
  for (const [i, [x0, y0]] of points.entries()) {
    const [x1, y1] = points[(i + 1) % points.length] as Point;
    // One point stands twice where the outline is closed already.
    if (x0 === x1 && y0 === y1 && points.length > 1) continue;
    edges.push({
      yMin: Math.min(y0, y1),
      yMax: Math.max(y0, y1),
      xMin: Math.min(x0, x1),
      xMax: Math.max(x0, x1),
      x0,
      y0,
      dx: y0 === y1 ? 0 : Math.fround((x1 - x0) / (y1 - y0)),
    });
  }
  return edges;
}

function xAt({ x0, y0, dx }: Edge, y: number): number {
  return Math.fround(Math.fround((y - y0) * dx) + x0);
}

function crossingsOf(edges: readonly Edge[], { y, last }: { readonly y: number; readonly last: number }): number[] {
  const xs: number[] = [];
  for (const [i, edge] of edges.entries()) {
    if (y < edge.yMin || y > edge.yMax) continue;
    const x = xAt(edge, y);
    xs.push(x);
    // An edge that ends here counts for the one that goes on, too.
    if (y === edge.yMax && y < last) xs.push(x);
    else if (edge.dx !== 0 && xs.length % 2 === 1 && Math.round(x) === x) {
      xs[xs.length - 1] = joined(edge, { x, y, last, others: edges.slice(0, i) });
    }
  }
  return xs;
}

/** Where two edges of one direction meet in a corner, the row reaches as far as the next one. */
function joined(
  edge: Edge,
  {
    x,
    y,
    last,
    others,
  }: { readonly x: number; readonly y: number; readonly last: number; readonly others: readonly Edge[] },
): number {
  const beside = y + (y === last ? -1 : 1);
  for (const other of others) {
    if ((edge.dx > 0 && other.dx <= 0) || (edge.dx < 0 && other.dx >= 0)) continue;
    if (x !== xAt(other, y)) continue;
    if (beside < other.yMin || beside > other.yMax) continue;
    const [own, its] = [xAt(edge, beside), xAt(other, beside)];
    if (x > own + 1 && x > its + 1) return roundHalfAway(Math.max(own, its)) + 1;
    if (x < own - 1 && x < its - 1) return roundHalfAway(Math.min(own, its)) - 1;
    return x;
  }
  return x;
}

function roundHalfAway(value: number): number {
  return Math.sign(value) * Math.round(Math.abs(value));
}

function roundUp(value: number): number {
  return value >= 0 ? Math.floor(value + 0.5) : -Math.floor(Math.abs(value) + 0.5);
}

function roundDown(value: number): number {
  return value >= 0 ? Math.ceil(value - 0.5) : -Math.ceil(Math.abs(value) - 0.5);
}
