import type { DistinctSums } from './distinct-sums.ts';

/** Stretches of places where two clusters may meet, ascending. A place is the distinct value with which the upper one starts. */
export interface SplitCells {
  /** (stretch) its first and last place. */
  readonly first: Int32Array;
  readonly last: Int32Array;
}

/**
 * Cuts all places into stretches whose values cost about the same. `count` is about how many; the sum of squares of m
 * stretches falls with m², so that of one with m³.
 */
export function cutByCost(sums: DistinctSums, count: number): SplitCells {
  const places = sums.count - 1;
  // Two places leave out one value, which costs nothing: there are always half as many stretches as places.
  if (places <= 2 * count) return cutEvenly(1, sums.count, places);
  let costMax = sums.cost(0, sums.count) / count ** 3;
  let cells = cutAtCost(sums, { costMax, countMax: 8 * count });
  // A few values far out make the first guess much too high.
  for (let finer = cells; finer && costMax > 0; costMax /= 8) {
    cells = finer;
    finer = finer.first.length < count ? cutAtCost(sums, { costMax: costMax / 8, countMax: 8 * count }) : null;
  }
  while (!cells) {
    costMax *= 8;
    cells = cutAtCost(sums, { costMax, countMax: 8 * count });
  }
  return cells;
}

/** The longest stretches that cost no more than `costMax`; null when they are too many. */
function cutAtCost(
  sums: DistinctSums,
  { costMax, countMax }: { costMax: number; countMax: number },
): SplitCells | null {
  const first: number[] = [];
  const last: number[] = [];
  for (let place = 1, length = 1; place < sums.count; place += length) {
    if (first.length === countMax) return null;
    const fits = (candidate: number): boolean =>
      place + candidate <= sums.count && sums.cost(place, place + candidate - 1) <= costMax;
    // The last stretch's length is a good first guess: twice it until it is too long, then halve what is between.
    let [fitting, tooLong] = [1, Math.max(2, length)];
    while (fits(tooLong)) [fitting, tooLong] = [tooLong, 2 * tooLong];
    while (tooLong - fitting > 1) {
      const middle = (fitting + tooLong) >> 1;
      if (fits(middle)) fitting = middle;
      else tooLong = middle;
    }
    length = fitting;
    first.push(place);
    last.push(place + length - 1);
  }
  return { first: Int32Array.from(first), last: Int32Array.from(last) };
}

/** Cuts places from..to-1 into at most `count` stretches of about the same length. */
export function cutEvenly(from: number, to: number, count: number): SplitCells {
  const cells = Math.min(count, to - from);
  const cut = (i: number): number => from + Math.floor((i * (to - from)) / cells);
  return {
    first: Int32Array.from({ length: cells }, (_, i) => cut(i)),
    last: Int32Array.from({ length: cells }, (_, i) => cut(i + 1) - 1),
  };
}

/** Keeps some stretches and cuts each of them into `parts`. */
export function refine({ first, last }: SplitCells, keep: (cell: number) => boolean, parts: number): SplitCells {
  const kept: SplitCells[] = [];
  for (let cell = 0; cell < first.length; cell += 1) {
    if (keep(cell)) kept.push(cutEvenly(first[cell] as number, (last[cell] as number) + 1, parts));
  }
  const join = (side: 'first' | 'last'): Int32Array => {
    const joined = new Int32Array(kept.reduce((sum, cells) => sum + cells[side].length, 0));
    let at = 0;
    for (const cells of kept) {
      joined.set(cells[side], at);
      at += cells[side].length;
    }
    return joined;
  };
  return { first: join('first'), last: join('last') };
}

/** Whether every stretch is a single place. */
export function areSingle({ first, last }: SplitCells): boolean {
  return first.every((place, cell) => place === last[cell]);
}
