import { setImmediate } from 'node:timers/promises';
import type { LeftDeepTerm } from '@strata/domain';
import type { Upsampling } from '@strata/kernels';
import { type CellIndex, openCellMaps } from '@strata/probe';
import { openActivations } from '../activations/npy-source.ts';
import { type HitCounter, type HitsUnit, hitCounter, type UnitHits } from '../hits/count-hits.ts';
import { keepPreparedImages, openPreparedImages } from '../hits/prepared-file.ts';
import type { PreparedImages } from '../hits/prepared-images.ts';
import { type FormulaChange, formulaChange } from '../nulls/formula-change.ts';
import type { ActivationRange } from '../ranges/activation-range.ts';
import { type ConceptTables, conceptTables } from '../search/concept-tables.ts';
import { satisfiedCells } from '../search/formula-cells.ts';

/** Units counted together: each image's cell map is read once for all of them. */
const UNITS_PER_BLOCK = 8;

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
  if (units.length === 0) return;
  const source = openActivations(activationsPath);
  const maps = openCellMaps(index);
  let images: PreparedImages | null = null;
  try {
    const imagesPath = await keepPreparedImages(index, source, { signal });
    images = imagesPath === null ? null : openPreparedImages(imagesPath, index.sampleCount);
    const countHits = hitCounter({ index, maps, mapShape: source, upsampling, images });
    const tables = conceptTables(index);
    for (let start = 0; start < units.length; start += UNITS_PER_BLOCK) {
      signal?.throwIfAborted();
      const block = units.slice(start, start + UNITS_PER_BLOCK);
      const read = (unit: number): Float32Array => source.readUnit(unit);
      await write(answerBlock(block, { read, countHits, tables }));
      onProgress?.(Math.min(start + UNITS_PER_BLOCK, units.length), units.length);
      // Whoever else waits for this thread, such as what keeps a lock, has its turn.
      await setImmediate();
    }
  } finally {
    images?.close();
    maps.close();
    source.close();
  }
}

interface Answering {
  readonly read: (unit: number) => Float32Array;
  readonly countHits: HitCounter;
  readonly tables: ConceptTables;
}

function answerBlock(block: readonly UnitQuestions[], { read, countHits, tables }: Answering): UnitChanges[] {
  const asked = block.filter(({ questions }) => questions.length > 0);
  const counted = countHits(
    asked.map(({ unit, questions }): HitsUnit => {
      return { unit, values: read(unit), ranges: questions.map(({ range }) => range) };
    }),
  );
  const byUnit = new Map(counted.map((hits) => [hits.unit, hits]));
  return block.map(({ unit, questions }) => ({
    unit,
    changes: questions.map((question, range) =>
      answer(question, { hits: byUnit.get(unit) as UnitHits, range, tables }),
    ),
  }));
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
