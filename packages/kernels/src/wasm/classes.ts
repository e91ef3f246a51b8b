import type { Thresholds } from '../hit-kernel.ts';

/** A unit's ranges as classes: class c holds the values that reach exactly c of the thresholds. */
export interface Classes {
  /** Every bound of every range, ascending, without repeats. */
  readonly thresholds: Float32Array;
  /** (range) the first class in the range, and the first beyond it. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** The class of 0 where that lies in no range, else −1. */
  readonly zero: number;
  /** (class) the ranges that it lies in, as bits. */
  readonly ranges: Uint32Array;
}

/** The least float32 above 0. */
const ABOVE_ZERO = 2 ** -149;

const known = new WeakMap<Thresholds, Classes>();

/** The classes of a unit's ranges; made once for each object, since units are begun again and again over other images. */
export function classesOf(thresholds: Thresholds): Classes {
  const classes = known.get(thresholds) ?? cutAtBounds(thresholds);
  known.set(thresholds, classes);
  return classes;
}

/**
 * Cuts the line at all bounds, and on both sides of 0 where that lies in no range. A value's class says for every range whether
 * it lies in it, gaps and overlaps included.
 */
function cutAtBounds({ lowest, beyond, withoutZero = false }: Thresholds): Classes {
  const ends = beyond.filter((bound) => bound !== Number.POSITIVE_INFINITY);
  const cuts = withoutZero && lowest.length > 0 ? [0, ABOVE_ZERO] : [];
  const thresholds = Float32Array.from(new Set([...lowest, ...ends, ...cuts].map((bound) => bound + 0))).sort();
  const reaching = (bound: number): number => thresholds.indexOf(bound + 0) + 1;
  const from = Int32Array.from(lowest, reaching);
  const to = Int32Array.from(beyond, (bound) =>
    bound === Number.POSITIVE_INFINITY ? thresholds.length + 1 : reaching(bound),
  );
  const zero = cuts.length > 0 ? reaching(0) : -1;
  const ranges = Uint32Array.from({ length: thresholds.length + 1 }, (_, c) =>
    from.reduce((bits, first, range) => (c >= first && c < (to[range] as number) ? bits | (1 << range) : bits), 0),
  );
  if (zero >= 0) ranges[zero] = 0;
  return { thresholds, from, to, zero, ranges };
}
