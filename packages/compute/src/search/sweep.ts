import type { LeftDeepTerm } from '@strata/domain';
import type { ConceptTables } from './concept-tables.ts';
import { narrows, negates } from './grammar.ts';

/**
 * One sweep over the cells of some concepts adds up a weight (hits or areas) for every concept at once: row[c] is the
 * weight of the cells that carry c besides. Cells of weight 0 are passed over.
 */

/** (concept) weight of the cells that carry `concept` and c, added to `row`. */
export function sweepConcept(
  tables: ConceptTables,
  weights: Float64Array,
  concept: number,
  row: Float64Array = new Float64Array(tables.conceptCount),
): Float64Array {
  const { conceptOffsets, conceptPositions, cellOffsets, cells } = tables;
  const end = cellOffsets[concept + 1] as number;
  for (let at = cellOffsets[concept] as number; at < end; at += 1) {
    const cell = cells[at] as number;
    const weight = weights[cell] as number;
    if (weight === 0) continue;
    const last = conceptOffsets[cell + 1] as number;
    for (let i = conceptOffsets[cell] as number; i < last; i += 1) {
      const c = conceptPositions[i] as number;
      row[c] = (row[c] as number) + weight;
    }
  }
  return row;
}

/** As `sweepConcept`, of two weights at once, added to rows; where the first is 0 the second is, too. */
export function sweepConceptTwice(
  tables: ConceptTables,
  concept: number,
  [weights, others, row, otherRow]: readonly [Float64Array, Float64Array, Float64Array, Float64Array],
): void {
  const { conceptOffsets, conceptPositions, cellOffsets, cells } = tables;
  const end = cellOffsets[concept + 1] as number;
  for (let at = cellOffsets[concept] as number; at < end; at += 1) {
    const cell = cells[at] as number;
    const weight = weights[cell] as number;
    if (weight === 0) continue;
    const other = others[cell] as number;
    const last = conceptOffsets[cell + 1] as number;
    for (let i = conceptOffsets[cell] as number; i < last; i += 1) {
      const c = conceptPositions[i] as number;
      row[c] = (row[c] as number) + weight;
      otherRow[c] = (otherRow[c] as number) + other;
    }
  }
}

/** (concept) weight of the cells that carry a and b and c: the shorter list of cells is walked. */
export function sweepPair(
  tables: ConceptTables,
  weights: Float64Array,
  [a, b]: readonly [number, number],
): Float64Array {
  const { conceptOffsets, conceptPositions, cellOffsets, cells } = tables;
  const row = new Float64Array(tables.conceptCount);
  const shorter = cellsIn(tables, a) <= cellsIn(tables, b) ? a : b;
  const other = shorter === a ? b : a;
  const end = cellOffsets[shorter + 1] as number;
  for (let at = cellOffsets[shorter] as number; at < end; at += 1) {
    const cell = cells[at] as number;
    const weight = weights[cell] as number;
    if (weight === 0) continue;
    const start = conceptOffsets[cell] as number;
    const last = conceptOffsets[cell + 1] as number;
    let i = start;
    while (i < last && (conceptPositions[i] as number) < other) i += 1;
    if (i === last || conceptPositions[i] !== other) continue;
    for (i = start; i < last; i += 1) {
      const c = conceptPositions[i] as number;
      row[c] = (row[c] as number) + weight;
    }
  }
  return row;
}

/** (concept) weight of the cells that satisfy the formula and carry `concept` and c. */
export function sweepFormula(
  tables: ConceptTables,
  weights: Float64Array,
  { terms, concept }: { readonly terms: readonly LeftDeepTerm[]; readonly concept: number },
): Float64Array {
  const { conceptOffsets, conceptPositions, cellOffsets, cells } = tables;
  const row = new Float64Array(tables.conceptCount);
  const places = new Int32Array(tables.conceptCount).fill(-1);
  terms.forEach((term, place) => {
    places[term.concept] = place;
  });
  const satisfied = truthTable(terms);
  const end = cellOffsets[concept + 1] as number;
  for (let at = cellOffsets[concept] as number; at < end; at += 1) {
    const cell = cells[at] as number;
    const weight = weights[cell] as number;
    if (weight === 0) continue;
    const start = conceptOffsets[cell] as number;
    const last = conceptOffsets[cell + 1] as number;
    let carried = 0;
    for (let i = start; i < last; i += 1) {
      const place = places[conceptPositions[i] as number] as number;
      if (place >= 0) carried |= 1 << place;
    }
    if (satisfied[carried] === 0) continue;
    for (let i = start; i < last; i += 1) {
      const c = conceptPositions[i] as number;
      row[c] = (row[c] as number) + weight;
    }
  }
  return row;
}

/** (concept) weight of all cells that carry c. */
export function sweepAll(tables: ConceptTables, weights: Float64Array): Float64Array {
  const { conceptOffsets, conceptPositions } = tables;
  const row = new Float64Array(tables.conceptCount);
  for (let cell = 0; cell < tables.cellCount; cell += 1) {
    const weight = weights[cell] as number;
    if (weight === 0) continue;
    const last = conceptOffsets[cell + 1] as number;
    for (let i = conceptOffsets[cell] as number; i < last; i += 1) {
      const c = conceptPositions[i] as number;
      row[c] = (row[c] as number) + weight;
    }
  }
  return row;
}

function cellsIn({ cellOffsets }: ConceptTables, concept: number): number {
  return (cellOffsets[concept + 1] as number) - (cellOffsets[concept] as number);
}

/** 1 where a set of the formula's concepts (bit i: the concept of term i is carried) satisfies it. */
function truthTable(terms: readonly LeftDeepTerm[]): Uint8Array {
  return Uint8Array.from({ length: 1 << terms.length }, (_, carried) =>
    terms.reduce((holds, { operator, negatedFirst }, place) => {
      const literal = ((carried >> place) & 1) === (negatedFirst || negates(operator) ? 0 : 1);
      return narrows(operator) ? holds && literal : holds || literal;
    }, false)
      ? 1
      : 0,
  );
}
