import type { LeftDeepTerm } from '@strata/domain';
import type { ConceptTables } from './concept-tables.ts';

/** (cell) 1 where the cell's concept set satisfies a left-deep formula. Pixels that carry no concept count as a cell. */
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
