import type { GridSize } from '../layout/token-grid.ts';
import { channelsOf, type Preprocessing } from '../preprocessing.ts';

/** Part of an image or a map: [from, to) in rows and columns. */
export interface Spot {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** The four spots, for people, in the order of `spotsOf`. */
export const SPOT_NAMES = ['upper left', 'upper right', 'lower left', 'lower right'] as const;

/** Eighths of a side: the middle of each quarter. */
const SPANS = [
  [1, 3],
  [5, 7],
] as const;

/** The middles of the four quarters of an image or a map, each at least one place; their names are `SPOT_NAMES`. */
export function spotsOf({ height, width }: GridSize): Spot[] {
  const span = (size: number, [from, to]: readonly [number, number]): [number, number] => {
    const start = Math.floor((size * from) / 8);
    return [start, Math.max(start + 1, Math.ceil((size * to) / 8))];
  };
  return SPANS.flatMap((rows) =>
    SPANS.map((columns) => {
      const [top, bottom] = span(height, rows);
      const [left, right] = span(width, columns);
      return { top, bottom, left, right };
    }),
  );
}

export type InputOrder = Pick<Preprocessing, 'height' | 'width' | 'layout' | 'channelOrder'>;

/** A copy of a model's input in which a spot of each image is turned to the other end of the values' range. */
export function changeSpot(input: Float32Array, spot: Spot, order: InputOrder): Float32Array {
  const { height, width, layout } = order;
  const changed = input.slice();
  const planes = input.length / (height * width);
  const [low, high] = rangeOf(input);
  // Units last: colours are neighbours. Units first: every plane is a picture of its own, whichever image it is of.
  const run = layout === 'nchw' ? 1 : channelsOf(order);
  for (let plane = 0; plane < planes / run; plane += 1) {
    for (let row = spot.top; row < spot.bottom; row += 1) {
      const start = ((plane * height + row) * width + spot.left) * run;
      const end = start + (spot.right - spot.left) * run;
      for (let at = start; at < end; at += 1) changed[at] = (input[at] as number) > (low + high) / 2 ? low : high;
    }
  }
  return changed;
}

function rangeOf(values: Float32Array): [low: number, high: number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low < high ? [low, high] : [low, low + 1];
}
