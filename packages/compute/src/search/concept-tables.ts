import type { CellIndex } from '@strata/probe';

/** What the search needs of a dataset, built once. */
export interface ConceptTables {
  readonly conceptCount: number;
  readonly cellCount: number;
  /** (cell) pixels over all samples. */
  readonly areas: Float64Array;
  /** Concept positions of each cell, ascending: conceptPositions[conceptOffsets[cell] .. conceptOffsets[cell + 1]]. */
  readonly conceptOffsets: Uint32Array;
  readonly conceptPositions: Uint32Array;
  /** Cells of each concept, ascending: cells[cellOffsets[concept] .. cellOffsets[concept + 1]]. */
  readonly cellOffsets: Uint32Array;
  readonly cells: Uint32Array;
  /** (concept) pixels over all samples. */
  readonly conceptAreas: Float64Array;
  /** Pixels over all samples, those without a concept included. */
  readonly totalPixels: number;
}

type CellSets = Pick<CellIndex, 'conceptCount' | 'cellCount' | 'areas' | 'conceptOffsets' | 'conceptPositions'>;

/** Turns the cell index around, so that the cells of a concept can be walked. */
export function conceptTables({
  conceptCount,
  cellCount,
  areas,
  conceptOffsets,
  conceptPositions,
}: CellSets): ConceptTables {
  const cellOffsets = new Uint32Array(conceptCount + 1);
  for (const concept of conceptPositions) cellOffsets[concept + 1] = (cellOffsets[concept + 1] as number) + 1;
  for (let c = 0; c < conceptCount; c += 1) {
    cellOffsets[c + 1] = (cellOffsets[c + 1] as number) + (cellOffsets[c] as number);
  }
  const next = cellOffsets.slice();
  const cells = new Uint32Array(conceptPositions.length);
  const conceptAreas = new Float64Array(conceptCount);
  let totalPixels = 0;
  for (let cell = 0; cell < cellCount; cell += 1) {
    totalPixels += areas[cell] as number;
    for (let i = conceptOffsets[cell] as number; i < (conceptOffsets[cell + 1] as number); i += 1) {
      const concept = conceptPositions[i] as number;
      const at = next[concept] as number;
      cells[at] = cell;
      next[concept] = at + 1;
      conceptAreas[concept] = (conceptAreas[concept] as number) + (areas[cell] as number);
    }
  }
  return {
    conceptCount,
    cellCount,
    areas,
    conceptOffsets,
    conceptPositions,
    cellOffsets,
    cells,
    conceptAreas,
    totalPixels,
  };
}
