import { negates } from '../../search/grammar.ts';
import { splitHalves } from '../causes/split-halves.ts';
import { findErrorSlices } from '../find-error-slices.ts';
import type { SliceProblem } from '../slice-problem.ts';
import { restrictColumns } from '../slice-tables.ts';

export interface ChosenColumns {
  /** Columns that the best slice asks for, not negated, in its order. */
  readonly columns: readonly number[];
  /** Units of count that chose them. */
  readonly choosing: ReadonlySet<number>;
}

/** Chooses what to edit by one half of the units, errors and successes each divided by two: what is in its best slice. */
export function chooseColumns({ columns, errors }: SliceProblem, { seed }: { readonly seed: number }): ChosenColumns {
  const { choosing } = splitHalves(errors, { seed });
  const half = {
    units: choosing.length,
    columns: restrictColumns(columns, choosing),
    errors: Uint8Array.from(choosing, (unit) => errors[unit] as number),
  };
  const [slice] = findErrorSlices(half, { permutations: 0, slicesMax: 1 }).slices;
  const asked = (slice?.terms ?? []).filter(({ operator }) => !negates(operator)).map(({ concept }) => concept);
  return { columns: [...new Set(asked)], choosing: new Set(choosing) };
}
