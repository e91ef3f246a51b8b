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
  const last = Math.min(
    height,
    edges.reduce((most, { yMax }) => Math.max(most, yMax), 0),
  );
  for (
    let y = Math.max(
      0,
      edges.reduce((least, { yMin }) => Math.min(least, yMin), height),
    );
    y <= last;
    y += 1
  ) {
    const crossings = crossingsOf(sloped, { y, last }).sort((a, b) => a - b);
    for (let i = 1; i < crossings.length; i += 2) {
      line(roundUp(crossings[i - 1] as number), y, roundDown(crossings[i] as number));
    }
  }
}

function edgesOf(points: readonly Point[]): Edge[] {
  const edges: Edge[] = [];
  for (const [i, [x0, y0]] of points.entries()) {
    const [x1, y1] = points[(i + 1) % points.length] as Point;
    // The outline is closed already.
    if (i === points.length - 1 && x0 === x1 && y0 === y1) continue;
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
    else if ((y === edge.yMin || y === edge.yMax) && edge.dx !== 0) {
      xs[xs.length - 1] = joined(edge, { x, y, others: edges.slice(0, i) });
    }
  }
  return xs;
}

interface Corner {
  readonly x: number;
  readonly y: number;
  /** Edges before this one. */
  readonly others: readonly Edge[];
}

/** Where two edges meet in a sharp corner, its row reaches as far as the one beside it. */
function joined(edge: Edge, { x, y, others }: Corner): number {
  const beside = y + (y === edge.yMax ? -1 : 1);
  for (const other of others) {
    if ((y !== other.yMin && y !== other.yMax) || other.dx === 0) continue;
    if (roundHalfAway(x) !== roundHalfAway(xAt(other, y))) continue;
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
