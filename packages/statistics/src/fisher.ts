/** Counts of a 2×2 table, row by row. */
export type FourFold = readonly [readonly [number, number], readonly [number, number]];

export interface FisherP {
  /** Of tables at most as likely as this one, either way. */
  readonly twoSided: number;
  /** Of tables with at least as many in the first cell. */
  readonly greater: number;
  /** Of tables with at most as many in the first cell. */
  readonly less: number;
}

/** Tables this close in likelihood are equally likely; sums of logarithms differ in their last digits. */
const EQUALLY_LIKELY = 1e-7;

/**
 * Fisher's exact test: how likely a 2×2 table at least as uneven is, when rows and columns have nothing to do with each
 * other and the margins are as they are. O(n).
 * Source: R. A. Fisher, Statistical Methods for Research Workers (1934), §21.02; two-sided as R's fisher.test has it.
 * @example fisherExact([[3, 1], [1, 3]]) // the lady tasting tea: greater 17/70, twoSided 34/70
 */
export function fisherExact([[a, b], [c, d]]: FourFold): FisherP {
  const [row, column, total] = [a + b, a + c, a + b + c + d];
  const logs = logFactorials(total);
  const choose = (n: number, k: number): number => (logs[n] as number) - (logs[k] as number) - (logs[n - k] as number);
  const first = Math.max(0, row + column - total);
  const likelihoods = Array.from({ length: Math.min(row, column) - first + 1 }, (_, at) =>
    Math.exp(choose(column, first + at) + choose(total - column, row - first - at) - choose(total, row)),
  );
  const own = likelihoods[a - first] as number;
  const sum = (counts: (likelihood: number, cell: number) => boolean): number =>
    Math.min(
      1,
      likelihoods.reduce((all, one, at) => (counts(one, first + at) ? all + one : all), 0),
    );
  return {
    twoSided: sum((likelihood) => likelihood <= own * (1 + EQUALLY_LIKELY)),
    greater: sum((_, cell) => cell >= a),
    less: sum((_, cell) => cell <= a),
  };
}

/** (n) ln n! for 0 … most. */
function logFactorials(most: number): Float64Array {
  const logs = new Float64Array(most + 1);
  for (let n = 2; n <= most; n += 1) logs[n] = (logs[n - 1] as number) + Math.log(n);
  return logs;
}
