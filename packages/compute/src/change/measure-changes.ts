import type { LeftDeepTerm } from '@strata/domain';
import type { Upsampling } from '@strata/kernels';
import type { CellIndex } from '@strata/probe';
import type { UnitHits } from '../hits/count-hits.ts';
import { recountUnits } from '../hits/recount-units.ts';
import { type FormulaChange, formulaChange } from '../nulls/formula-change.ts';
import type { ActivationRange } from '../ranges/activation-range.ts';
import { type ConceptTables, conceptTables } from '../search/concept-tables.ts';
import { satisfiedCells } from '../search/formula-cells.ts';

/** A range that is explained in both versions. Terms name concepts by their position in the dataset. */
export interface ChangeQuestion {
  /** In the new version. */
  readonly clusterIndex: number;
  /** Of the new version. */
  readonly range: ActivationRange;
  /** The old formula. */
  readonly before: readonly LeftDeepTerm[];
  /** The new formula. */
  readonly after: readonly LeftDeepTerm[];
}

export interface UnitQuestions {
  readonly unit: number;
  readonly questions: readonly ChangeQuestion[];
}

export interface RangeChange extends FormulaChange {
  readonly clusterIndex: number;
}

export interface UnitChanges {
  readonly unit: number;
  /** In the order of the questions. */
  readonly changes: readonly RangeChange[];
}

export interface ChangeInputs {
  readonly index: CellIndex;
  /** The new version's activations, a `.npy` file (unit, sample, height, width). */
  readonly activationsPath: string;
  /** How the new version's maps were laid on the masks. */
  readonly upsampling: Upsampling;
  readonly units: readonly UnitQuestions[];
}

export interface ChangeOptions {
  /** Keeps what was found of some units, whole. */
  readonly write: (units: readonly UnitChanges[]) => Promise<void>;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/**
 * Compares the old formulas with the new ones on the new version's bitmaps, which are counted again: hits are not kept.
 * @throws ShapeError or DatasetError when activations or cell maps can't be read, what `write` throws, or the signal's reason
 */
export async function measureChanges(
  { index, activationsPath, upsampling, units }: ChangeInputs,
  { write, signal, onProgress }: ChangeOptions,
): Promise<void> {
  const tables = conceptTables(index);
  await recountUnits(
    { index, activationsPath, upsampling, units },
    {
      signal,
      onProgress,
      rangesOf: ({ questions }) => questions.map(({ range }) => range),
      take: (block, hits) =>
        write(
          block.map(({ unit, questions }) => ({
            unit,
            changes: questions.map((question, range) =>
              answer(question, { hits: hits.get(unit) as UnitHits, range, tables }),
            ),
          })),
        ),
    },
  );
}

function answer(
  { clusterIndex, before, after }: ChangeQuestion,
  { hits, range, tables }: { readonly hits: UnitHits; readonly range: number; readonly tables: ConceptTables },
): RangeChange {
  const { cellCount, areas } = tables;
  const found = formulaChange({
    before: satisfiedCells(tables, before),
    after: satisfiedCells(tables, after),
    range: {
      hits: hits.hits.subarray(range * cellCount, (range + 1) * cellCount),
      bitmapPixels: hits.bitmapPixels[range] as number,
    },
    bitmapAreas: areas,
    areas,
  });
  return { clusterIndex, ...found };
}
