import { type ConceptTables, conceptTables } from './concept-tables.ts';

/**
 * Tables that know only the concepts at `positions` (ascending), numbered anew in that order: ties end as they would in
 * the whole list. Cells keep their numbers.
 */
export function restrictTables(tables: ConceptTables, positions: readonly number[]): ConceptTables {
  if (positions.length === tables.conceptCount) return tables;
  const renamed = new Int32Array(tables.conceptCount).fill(-1);
  positions.forEach((position, place) => {
    renamed[position] = place;
  });
  const conceptOffsets = new Uint32Array(tables.cellCount + 1);
  const kept: number[] = [];
  for (let cell = 0; cell < tables.cellCount; cell += 1) {
    const end = tables.conceptOffsets[cell + 1] as number;
    for (let i = tables.conceptOffsets[cell] as number; i < end; i += 1) {
      const place = renamed[tables.conceptPositions[i] as number] as number;
      if (place >= 0) kept.push(place);
    }
    conceptOffsets[cell + 1] = kept.length;
  }
  return conceptTables({
    conceptCount: positions.length,
    cellCount: tables.cellCount,
    areas: tables.areas,
    conceptOffsets,
    conceptPositions: Uint32Array.from(kept),
  });
}
