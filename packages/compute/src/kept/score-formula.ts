import { evaluateFormula, type Formula } from '@strata/domain';
import { reachedShare } from '../nulls/reached-share.ts';
import { compareIou, iouOf, type Overlap } from '../search/candidate.ts';
import type { KeptFile } from './kept-file.ts';
import type { KeptHeader } from './kept-header.ts';
import { sumTable } from './pack-table.ts';

/** How a formula overlaps one range's bitmap. Pixels are counted over all images, exactly. */
export interface RangeScore {
  readonly unit: number;
  /** From 1, the lowest range. */
  readonly clusterIndex: number;
  readonly overlap: Overlap;
  /** |B| */
  readonly bitmapPixels: number;
  /** |F|, the same of all ranges. */
  readonly formulaPixels: number;
  /** The same formula over shuffled images, summed over the shuffles; null where none are kept. */
  readonly shuffled: Overlap | null;
  /**
   * The share of the ways of taking each part of the images as it is or shuffled that overlap as much as all as they are. No
   * search chose the formula, so nothing is corrected for one; null where no shuffles are kept.
   */
  readonly p: number | null;
}

/** Concepts of a formula that a dataset does not have, each once, in order. */
export function unknownConcepts(names: readonly string[], { concepts }: Pick<KeptHeader, 'concepts'>): string[] {
  const known = new Set(concepts);
  return [...new Set(names)].filter((name) => !known.has(name));
}

/**
 * Scores a formula against every range whose hits are kept, in the order of units and ranges: sums over the cells that satisfy
 * it, so that they are those of the masks, pixel by pixel. Concepts that the dataset does not have are nowhere.
 * @throws DatasetError when the file became shorter
 */
export function scoreFormula({ header, readChunk }: KeptFile, formula: Formula): RangeScore[] {
  const folds = foldsOf(header, formula);
  const scores: RangeScore[] = [];
  let place = 0;
  for (const [at, { units: count }] of header.chunks.entries()) {
    const units = header.units.slice(place, place + count);
    place += count;
    const rows = units.flatMap(({ unit, ranges }) => ranges.map(({ clusterIndex }) => ({ unit, clusterIndex })));
    const overlaps = chunkOverlaps(readChunk(at), { rows: rows.length, folds, shuffles: header.shuffles });
    for (const [row, range] of rows.entries()) scores.push(scoreRow(range, overlaps(row), folds));
  }
  return scores;
}

/** Negative when the first is better: by IoU, exactly, then the lower unit and range. */
export function compareScores(a: RangeScore, b: RangeScore): number {
  return compareIou(a.overlap, b.overlap) || a.unit - b.unit || a.clusterIndex - b.clusterIndex;
}

interface ScoredFold {
  /** (cell of the fold) 1 where the formula holds. */
  readonly wanted: Uint8Array;
  /** |F| in the fold's images. */
  readonly area: number;
}

function foldsOf(header: KeptHeader, formula: Formula): ScoredFold[] {
  const satisfied = satisfiedBy(header, formula);
  return header.folds.map(({ cells, areas }) => {
    const wanted = Uint8Array.from(cells, (cell) => satisfied[cell] as number);
    return { wanted, area: areas.reduce((sum, area, place) => sum + (wanted[place] as number) * area, 0) };
  });
}

/** (cell) 1 where the cell's concepts satisfy a formula. Concepts that the dataset does not have are nowhere. */
export function satisfiedBy(
  { concepts, cellCount, conceptOffsets, conceptPositions }: KeptHeader,
  formula: Formula,
): Uint8Array {
  return Uint8Array.from({ length: cellCount }, (_, cell) => {
    const own = conceptPositions.slice(conceptOffsets[cell], conceptOffsets[cell + 1]);
    const names = new Set(own.map((position) => concepts[position]));
    return evaluateFormula(formula, (name) => names.has(name)) ? 1 : 0;
  });
}

/** Of each fold: its images as they are, then each shuffle. */
type RowOverlaps = readonly (readonly (Overlap & { readonly bitmapPixels: number })[])[];

interface ChunkQuestion {
  readonly rows: number;
  readonly folds: readonly ScoredFold[];
  readonly shuffles: number;
}

function chunkOverlaps(chunk: Buffer, { rows, folds, shuffles }: ChunkQuestion): (row: number) => RowOverlaps {
  let start = 0;
  const tables = folds.map(({ wanted }) =>
    Array.from({ length: 1 + shuffles }, () => {
      const table = sumTable(chunk, { start, rows, wanted });
      start = table.end;
      return table;
    }),
  );
  return (row) =>
    tables.map((own, fold) =>
      own.map(({ sums, totals }) => {
        const [intersection, bitmapPixels] = [sums[row] as number, totals[row] as number];
        return {
          intersection,
          bitmapPixels,
          union: bitmapPixels + (folds[fold] as ScoredFold).area - intersection,
        };
      }),
    );
}

function scoreRow(
  range: { readonly unit: number; readonly clusterIndex: number },
  overlaps: RowOverlaps,
  folds: readonly ScoredFold[],
): RangeScore {
  const own = overlaps.map((fold) => fold[0] as RowOverlaps[number][number]);
  const shuffled = overlaps.map((fold) => fold.slice(1));
  const none = shuffled.every((fold) => fold.length === 0);
  const overlap = total(own);
  return {
    ...range,
    overlap,
    bitmapPixels: own.reduce((sum, { bitmapPixels }) => sum + bitmapPixels, 0),
    formulaPixels: folds.reduce((sum, { area }) => sum + area, 0),
    shuffled: none ? null : total(shuffled.flat()),
    // Where it overlaps nothing, all other ways overlap as much.
    p: none ? null : iouOf(overlap) === 0 ? 1 : reachedShare(own, shuffled),
  };
}

function total(overlaps: readonly Overlap[]): Overlap {
  let [intersection, union] = [0, 0];
  for (const overlap of overlaps) {
    intersection += overlap.intersection;
    union += overlap.union;
  }
  return { intersection, union };
}
