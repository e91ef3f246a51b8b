import type { LeftDeepTerm, SliceVerdict } from '@strata/domain';
import { createRandom, mixBits, permutation } from '@strata/statistics';
import { bitAt } from './bits.ts';
import { openSliceSearch, type SliceSearch } from './search-slices.ts';
import { searchedColumns } from './searched-columns.ts';
import { selectUnits } from './select-units.ts';
import type { Slice, SliceProblem } from './slice-problem.ts';
import { restrictColumns } from './slice-tables.ts';

/** Slices with fewer errors than this are not spoken of: so few are found by chance and lost by chance. */
export const SLICE_ERRORS_MIN = 10;
/** A slice is believed when at most this share of permuted errors has one as good. */
export const SLICE_P_MAX = 0.05;

export interface ErrorSlice extends Slice {
  /** Among the units that no slice before it selects, which it was searched in. */
  readonly units: number;
  readonly unitsWrong: number;
  /** (1 + permutations with a slice at least as good) / (1 + permutations). */
  readonly p: number;
  readonly verdict: SliceVerdict;
  /** (selected unit) ascending. */
  readonly members: readonly number[];
}

export interface ErrorSlices {
  readonly units: number;
  readonly errors: number;
  /** Concepts that enough units have and lack, those that are the same for all units counted once. */
  readonly concepts: number;
  /** In the order found; the last one may be BY_CHANCE, all before it are not. Empty where errors are too few to look. */
  readonly slices: readonly ErrorSlice[];
  /** Errors that are needed before anything is searched, where there are fewer; else null. */
  readonly errorsNeeded: number | null;
}

export interface ErrorSliceOptions {
  /** Default: 200. */
  readonly permutations?: number | undefined;
  /** Default: 1. */
  readonly seed?: number | undefined;
  /** Slices at most. Default: 5. */
  readonly slicesMax?: number | undefined;
  /** Concepts in a formula at most, 1–3. Default: 3. */
  readonly lengthMax?: number | undefined;
}

/**
 * Finds the formulas that tell errors from successes, the best first, each further one in the units that those before it
 * leave. Its p comes from errors permuted among these units, the whole search repeated.
 */
export function findErrorSlices(problem: SliceProblem, options: ErrorSliceOptions = {}): ErrorSlices {
  const { units, columns } = problem;
  const errors = wrongAmong(
    problem,
    Array.from({ length: units }, (_, unit) => unit),
  ).length;
  const concepts = searchedColumns(columns, units).length;
  if (errors < SLICE_ERRORS_MIN) return { units, errors, concepts, slices: [], errorsNeeded: SLICE_ERRORS_MIN };
  const slices: ErrorSlice[] = [];
  let rest = Array.from({ length: units }, (_, unit) => unit);
  while (slices.length < (options.slicesMax ?? 5)) {
    const slice = findSlice(problem, { ...options, rest, round: slices.length });
    if (!slice) break;
    slices.push(slice);
    if (slice.verdict === 'BY_CHANCE') break;
    const taken = new Set(slice.members);
    rest = rest.filter((unit) => !taken.has(unit));
  }
  return { units, errors, concepts, slices, errorsNeeded: null };
}

interface Round extends ErrorSliceOptions {
  /** The units that are left. */
  readonly rest: readonly number[];
  readonly round: number;
}

function findSlice(problem: SliceProblem, round: Round): ErrorSlice | null {
  const { rest } = round;
  const left = restrictColumns(problem.columns, rest);
  const positions = searchedColumns(left, rest.length);
  const searched = positions.map((position) => left[position] as Uint32Array);
  const wrong = wrongAmong(problem, rest);
  if (searched.length === 0 || wrong.length === 0) return null;
  const search = openSliceSearch({ units: rest.length, columns: searched }, { lengthMax: round.lengthMax });
  const best = search.best(wrong);
  if (!best) return null;
  const selected = selectUnits(searched, best.terms);
  const p = permutedP(search, { ...round, score: best.score, units: rest.length, errors: wrong.length });
  return {
    ...best,
    terms: best.terms.map((term): LeftDeepTerm => ({ ...term, concept: positions[term.concept] as number })),
    units: rest.length,
    unitsWrong: wrong.length,
    p,
    verdict: verdictOf(best, p),
    members: rest.filter((_, at) => bitAt(selected, at) === 1),
  };
}

function verdictOf({ errors }: Slice, p: number): SliceVerdict {
  if (p > SLICE_P_MAX) return 'BY_CHANCE';
  return errors < SLICE_ERRORS_MIN ? 'TOO_FEW_ERRORS' : 'FOUND';
}

/** (place in `units`) the places of the errors. */
function wrongAmong({ errors }: SliceProblem, units: readonly number[]): number[] {
  return units.flatMap((unit, at) => (errors[unit] ? [at] : []));
}

interface Permuted extends ErrorSliceOptions {
  readonly round: number;
  readonly score: number;
  readonly units: number;
  readonly errors: number;
}

function permutedP(
  search: SliceSearch,
  { permutations = 200, seed = 1, round, score, units, errors }: Permuted,
): number {
  const random = createRandom(mixBits(seed) + round);
  let reached = 1;
  for (let draw = 0; draw < permutations; draw += 1) {
    const drawn = permutation(units, random).subarray(0, errors);
    if (search.reaches(score, Array.from(drawn))) reached += 1;
  }
  return reached / (1 + permutations);
}
