import type { LeftDeepTerm } from '@strata/domain';
import type { ConceptTables } from './concept-tables.ts';

/** The cells whose concept set satisfies a left-deep formula, ascending. Pixels that carry no concept count as a cell. */
export function cellsOfFormula(tables: ConceptTables, terms: readonly LeftDeepTerm[]): Uint32Array {
  const satisfied = satisfiedCells(tables, terms);
  const cells = new Uint32Array(satisfied.length);
  let count = 0;
  satisfied.forEach((is, cell) => {
    if (is) {
      cells[count] = cell;
      count += 1;
    }
  });
  return cells.subarray(0, count);
}

/** (cell) 1 where the cell satisfies the formula. */
export function satisfiedCells(tables: ConceptTables, terms: readonly LeftDeepTerm[]): Uint8Array {
  const satisfied = new Uint8Array(tables.cellCount);
  const carries = new Uint8Array(tables.cellCount);
  for (const { operator, concept, negatedFirst } of terms) {
    carries.fill(0);
    for (let i = tables.cellOffsets[concept] as number; i < (tables.cellOffsets[concept + 1] as number); i += 1) {
      carries[tables.cells[i] as number] = 1;
    }
    const negated = negatedFirst || operator === 'AND NOT' || operator === 'OR NOT' ? 1 : 0;
    const conjunction = operator === 'AND' || operator === 'AND NOT';
    for (let cell = 0; cell < satisfied.length; cell += 1) {
      const literal = (carries[cell] as number) ^ negated;
      satisfied[cell] = conjunction ? (satisfied[cell] as number) & literal : (satisfied[cell] as number) | literal;
    }
  }
  return satisfied;
}
