import { adjustedP, fisherExact } from '@strata/statistics';
import { countBits } from '../bits.ts';
import { searchedColumns } from '../searched-columns.ts';
import { selectedMin } from '../slice-problem.ts';
import { overlapTables, restrictColumns } from '../slice-tables.ts';
import { type ColumnPair, RARE_MAX } from './collect-problem.ts';

/** At most this share of the pairs chosen may have nothing to do with errors. */
const CHOOSE_Q_MAX = 0.05;
/** Two pairs that the same images have, by this much of their union, say the same. */
const SAME_MIN = 0.8;

export interface ChooseProblem {
  /** What chooses: units of count. */
  readonly units: number;
  /** (column) packed bits over them. */
  readonly columns: readonly Uint32Array[];
  /** (unit) */
  readonly errors: ArrayLike<number>;
  /** (column) packed bits over the data that the network has learnt from, or is taken to have. */
  readonly data: readonly Uint32Array[];
  readonly dataCount: number;
  /** Pairs at most. */
  readonly pairsMax: number;
}

export interface ChosenPairs {
  /** How many were looked at. */
  readonly tried: number;
  /** The least likely by chance first. */
  readonly pairs: readonly ColumnPair[];
}

interface TriedPair extends ColumnPair {
  readonly p: number;
  readonly isRare: boolean;
}

/**
 * Chooses pairs that few images of the data have and that decide errors: they are more frequent with both than with one of
 * the two alone and than elsewhere (Fisher's exact test, Benjamini and Hochberg over all pairs). Of pairs that the same
 * images have the first.
 */
export function choosePairs(problem: ChooseProblem): ChosenPairs {
  const { units, columns, errors, pairsMax } = problem;
  const searched = searchedColumns(columns, units);
  const own = searched.map((column) => columns[column] as Uint32Array);
  const wrong = Array.from({ length: units }, (_, unit) => unit).filter((unit) => errors[unit]);
  const tried = triedPairs({ ...problem, own, searched, wrong });
  const q = adjustedP(tried.map(({ p }) => p));
  const likely = tried
    .filter(({ isRare }, at) => isRare && (q[at] as number) <= CHOOSE_Q_MAX)
    .sort((a, b) => a.p - b.p || a.first - b.first || a.second - b.second);
  const pairs: ColumnPair[] = [];
  const kept: Uint32Array[] = [];
  for (const { first, second } of likely) {
    if (pairs.length === pairsMax) break;
    const both = bothOf(columns, { first, second });
    if (kept.some((other) => areSame(both, other))) continue;
    pairs.push({ first, second });
    kept.push(both);
  }
  return { tried: tried.length, pairs };
}

/** Packed bits of what has both. */
export function bothOf(columns: readonly Uint32Array[], { first, second }: ColumnPair): Uint32Array {
  const other = columns[second] as Uint32Array;
  return (columns[first] as Uint32Array).map((word, at) => word & (other[at] as number));
}

interface Searched extends ChooseProblem {
  /** The columns worth looking at, and where they are. */
  readonly own: readonly Uint32Array[];
  readonly searched: readonly number[];
  readonly wrong: readonly number[];
}

function triedPairs({ units, own, searched, wrong, data, dataCount }: Searched): TriedPair[] {
  const all = overlapTables(own);
  const inside = overlapTables(restrictColumns(own, wrong));
  const least = selectedMin(units);
  const tried: TriedPair[] = [];
  for (let a = 0; a < own.length; a += 1) {
    for (let b = a + 1; b < own.length; b += 1) {
      const at = a * own.length + b;
      const [selected, hit] = [all.pair[at] as number, inside.pair[at] as number];
      if (selected < least || !decides({ all, inside, a, b })) continue;
      const outside = [wrong.length - hit, units - selected - (wrong.length - hit)] as const;
      const p = fisherExact([[hit, selected - hit], outside]).greater;
      const [first, second] = [searched[a] as number, searched[b] as number];
      const isRare = countBits(bothOf(data, { first, second })) <= RARE_MAX * dataCount;
      tried.push({ first, second, p, isRare });
    }
  }
  return tried;
}

interface OverlapOf {
  readonly all: ReturnType<typeof overlapTables>;
  readonly inside: ReturnType<typeof overlapTables>;
  readonly a: number;
  readonly b: number;
}

/** Whether a greater share is wrong with both than with either alone; where one never comes alone, the other decides. */
function decides({ all, inside, a, b }: OverlapOf): boolean {
  const at = a * all.concepts + b;
  const [selected, hit] = [all.pair[at] as number, inside.pair[at] as number];
  return [a, b].every((one) => {
    const alone = (all.single[one] as number) - selected;
    return alone === 0 || hit * alone > ((inside.single[one] as number) - hit) * selected;
  });
}

function areSame(one: Uint32Array, other: Uint32Array): boolean {
  const both = countBits(one.map((word, at) => word & (other[at] as number)));
  const either = countBits(one.map((word, at) => word | (other[at] as number)));
  return both >= SAME_MIN * either;
}
