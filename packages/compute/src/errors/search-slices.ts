import type { LeftDeepTerm } from '@strata/domain';
import { type Candidate, type SliceScan, scanSlices } from './scan-slices.ts';
import { compareTerms, formTerms } from './slice-forms.ts';
import { type SliceObjective, sliceObjective } from './slice-objective.ts';
import { SLICE_LENGTH_MAX, type Slice, type SliceProblem, selectedMin } from './slice-problem.ts';
import { type OverlapTables, overlapTables, restrictColumns } from './slice-tables.ts';
import { TripleBound } from './triple-bound.ts';

export interface SliceSearchOptions {
  /** Concepts in a formula at most, 1–3. Default: 3. */
  readonly lengthMax?: number | undefined;
}

/** One problem, made ready for many searches: what doesn't depend on which units are errors is counted once. */
export interface SliceSearch {
  /**
   * The best slice when these units are the errors, among all formulas up to the length: the highest score, then the
   * shorter formula, then lower concepts in order, then operators. Null where no formula selects enough units with more
   * errors inside than outside.
   */
  best(errors: readonly number[]): Slice | null;
  /** Whether some slice scores at least so much when these units are the errors. */
  reaches(score: number, errors: readonly number[]): boolean;
}

/** Opens the exact search over a problem's concepts; all of them, so they should be worth searching. */
export function openSliceSearch(
  { units, columns }: Pick<SliceProblem, 'units' | 'columns'>,
  { lengthMax = SLICE_LENGTH_MAX }: SliceSearchOptions = {},
): SliceSearch {
  const all = overlapTables(columns, { kept: true });
  const scanOf = (errors: readonly number[], floor: number) => {
    const objective = sliceObjective({ units, errors: errors.length, concepts: columns.length });
    const wrong = overlapTables(restrictColumns(columns, errors));
    return new FlooredScan({ all, wrong, lengthMax, units, errors: errors.length, objective }, floor);
  };
  return {
    best: (errors) => bestOf(scanOf(errors, Number.NEGATIVE_INFINITY)),
    reaches: (score, errors) => scanSlices(scanOf(errors, score), () => true),
  };
}

function bestOf(scan: FlooredScan): Slice | null {
  let best: Slice | null = null;
  scanSlices(scan, ({ form, concepts, selected, errors }: Candidate) => {
    const score = scan.objective.score(selected, errors, concepts.length);
    const terms: readonly LeftDeepTerm[] = formTerms(form, concepts);
    if (best && (score < best.score || (score === best.score && compareTerms(terms, best.terms) > 0))) return false;
    if (score > (best?.score ?? Number.NEGATIVE_INFINITY)) scan.raise(score);
    best = { terms, score, selected, errors };
    return false;
  });
  return best;
}

interface ScanInputs {
  readonly all: OverlapTables;
  readonly wrong: OverlapTables;
  readonly lengthMax: number;
  readonly units: number;
  readonly errors: number;
  readonly objective: SliceObjective;
}

/** A scan for slices that score at least a floor. */
class FlooredScan implements SliceScan {
  readonly all: OverlapTables;
  readonly wrong: OverlapTables;
  readonly lengthMax: number;
  readonly selectedMin: number;
  readonly selectedMax: readonly Int32Array[];
  readonly objective: SliceObjective;
  readonly triples: TripleBound;
  readonly #units: number;
  readonly #errors: number;

  constructor({ all, wrong, lengthMax, units, errors, objective }: ScanInputs, floor: number) {
    this.all = all;
    this.wrong = wrong;
    this.lengthMax = lengthMax;
    this.selectedMin = selectedMin(units);
    this.objective = objective;
    this.triples = new TripleBound(all, wrong);
    this.#units = units;
    this.#errors = errors;
    this.selectedMax = [0, 1, 2, 3].map(() => new Int32Array(errors + 1));
    this.raise(floor);
  }

  /** From now on, only what scores at least so much matters. */
  raise(floor: number): void {
    for (let length = 1; length <= this.lengthMax; length += 1) {
      const reach = this.selectedMax[length] as Int32Array;
      for (let errors = 0; errors <= this.#errors; errors += 1)
        reach[errors] = this.#mostSelected(errors, length, floor);
    }
    this.triples.refresh(this.selectedMax[3] as Int32Array);
  }

  /** With the errors inside fixed, the score falls as the slice grows, for as long as errors are denser inside. */
  #mostSelected(errors: number, length: number, floor: number): number {
    let low = Math.max(errors, this.selectedMin);
    let high = Math.min(denserUpTo(errors, this.#units, this.#errors), this.#units - this.#errors + errors);
    const matters = (selected: number): boolean => this.objective.score(selected, errors, length) >= floor;
    if (low > high || !matters(low)) return -1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (matters(middle)) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** The most units s with inside / s > errors / units. */
function denserUpTo(inside: number, units: number, errors: number): number {
  return errors === 0 ? -1 : Math.ceil((inside * units) / errors) - 1;
}
