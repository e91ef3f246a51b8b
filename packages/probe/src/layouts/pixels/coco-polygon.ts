import { DatasetError } from '@strata/domain';
import type { MaskShape } from '../../probe-dataset.ts';

/** The outline is walked in fifths of a pixel. */
const SCALE = 5;
/** An outline far outside the image would be walked for minutes. */
const STEPS_MAX = 50_000_000;

/**
 * The run lengths of a polygon, column by column, outside first, as pycocotools draws it: the outline is walked in fifths
 * of a pixel, and each column's pixels are inside between its odd and even crossings, so that the left and top edge are in and
 * the right and bottom edge are out.
 * @param points x and y in turn, in pixels
 * @param where file and item, for messages
 * @throws DatasetError when the outline lies too far outside to be walked
 * Source: rleFrPoly of cocoapi's maskApi.c.
 */
export function polygonRuns(points: readonly number[], { height, width }: MaskShape, where: string): number[] {
  const crossings = outlineCrossings(points, { height, width }, where);
  crossings.push(height * width);
  const sorted = Float64Array.from(crossings).sort();
  return runsBetween(sorted);
}

/** Places (column-wise) at which a column's pixels change sides. */
function outlineCrossings(points: readonly number[], { height, width }: MaskShape, where: string): number[] {
  const count = points.length / 2;
  const at = (corner: number, axis: 0 | 1) => Math.trunc(SCALE * (points[(corner % count) * 2 + axis] as number) + 0.5);
  const crossings: number[] = [];
  let [u0, v0] = [Number.NaN, Number.NaN];
  const walk = (u: number, v: number): void => {
    if (u !== u0 && !Number.isNaN(u0)) {
      const x = ((u < u0 ? u : u - 1) + 0.5) / SCALE - 0.5;
      if (Math.floor(x) === x && x >= 0 && x <= width - 1) {
        const y = (Math.min(v, v0) + 0.5) / SCALE - 0.5;
        crossings.push(x * height + Math.ceil(Math.min(Math.max(y, 0), height)));
      }
    }
    u0 = u;
    v0 = v;
  };
  let steps = 0;
  for (let corner = 0; corner < count; corner += 1) {
    const ends = { xs: at(corner, 0), ys: at(corner, 1), xe: at(corner + 1, 0), ye: at(corner + 1, 1) };
    steps += Math.max(Math.abs(ends.xs - ends.xe), Math.abs(ends.ys - ends.ye));
    if (!(steps <= STEPS_MAX)) {
      throw new DatasetError(
        `${where}: expected a polygon near the image of ${width}x${height}, found one that reaches far outside it.`,
      );
    }
    walkEdge(ends, walk);
  }
  return crossings;
}

interface Ends {
  readonly xs: number;
  readonly ys: number;
  readonly xe: number;
  readonly ye: number;
}

/** Walks an edge along its longer axis, always from its lower to its higher end, so that shared edges have the same points. */
function walkEdge({ xs, ys, xe, ye }: Ends, walk: (u: number, v: number) => void): void {
  const dx = Math.abs(xe - xs);
  const dy = Math.abs(ye - ys);
  if (dx >= dy) {
    const flip = xs > xe;
    const [x, y, end] = flip ? [xe, ye, ys] : [xs, ys, ye];
    const slope = (end - y) / dx;
    for (let d = 0; d <= dx; d += 1) {
      const t = flip ? dx - d : d;
      walk(t + x, Math.trunc(y + slope * t + 0.5));
    }
  } else {
    const flip = ys > ye;
    const [x, y, end] = flip ? [xe, ye, xs] : [xs, ys, xe];
    const slope = (end - x) / dy;
    for (let d = 0; d <= dy; d += 1) {
      const t = flip ? dy - d : d;
      walk(Math.trunc(x + slope * t + 0.5), t + y);
    }
  }
}

/** Differences of sorted places; two at one place cancel each other. */
function runsBetween(places: Float64Array): number[] {
  const lengths = Array.from(places, (place, i) => place - (i === 0 ? 0 : (places[i - 1] as number)));
  const runs = [lengths[0] as number];
  for (let i = 1; i < lengths.length; i += 1) {
    const length = lengths[i] as number;
    if (length > 0) {
      runs.push(length);
    } else {
      i += 1;
      if (i < lengths.length) runs[runs.length - 1] = (runs.at(-1) as number) + (lengths[i] as number);
    }
  }
  return runs;
}
