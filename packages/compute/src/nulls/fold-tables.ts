import type { SampleCells } from '../hits/sample-cells.ts';
import type { ConceptTables } from '../search/concept-tables.ts';
import type { FoldPlan } from './fold-plan.ts';

/** What the folds hold of a dataset. */
export interface FoldTables {
  /** Of each fold (cell): pixels of the cell in the fold's images. */
  readonly areas: readonly Float64Array[];
  /** Of each fold: the dataset without the fold's images. */
  readonly without: readonly ConceptTables[];
}

/** Counts the cells of each fold; the sets of concepts are shared, only pixels differ. */
export function foldTables(
  tables: ConceptTables,
  { foldCount, foldOf }: FoldPlan,
  { offsets, cells, pixels }: SampleCells,
): FoldTables {
  const areas = Array.from({ length: foldCount }, () => new Float64Array(tables.cellCount));
  for (const [sample, fold] of foldOf.entries()) {
    const area = areas[fold] as Float64Array;
    for (let i = offsets[sample] as number; i < (offsets[sample + 1] as number); i += 1) {
      const cell = cells[i] as number;
      area[cell] = (area[cell] as number) + (pixels[i] as number);
    }
  }
  return { areas, without: areas.map((area) => withoutAreas(tables, area)) };
}

function withoutAreas(tables: ConceptTables, taken: Float64Array): ConceptTables {
  const areas = tables.areas.map((area, cell) => area - (taken[cell] as number));
  const conceptAreas = new Float64Array(tables.conceptCount);
  let totalPixels = 0;
  for (let cell = 0; cell < tables.cellCount; cell += 1) {
    const area = areas[cell] as number;
    totalPixels += area;
    for (let i = tables.conceptOffsets[cell] as number; i < (tables.conceptOffsets[cell + 1] as number); i += 1) {
      const concept = tables.conceptPositions[i] as number;
      conceptAreas[concept] = (conceptAreas[concept] as number) + area;
    }
  }
  return { ...tables, areas, conceptAreas, totalPixels };
}
