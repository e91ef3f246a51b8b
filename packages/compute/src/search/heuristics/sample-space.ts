import type { LeftDeepTerm } from '@strata/domain';
import { Lru } from '@strata/files';
import { satisfiedCells } from '../formula-cells.ts';
import type { SearchSpace } from '../search-space.ts';
import { type ExtentColumns, emptyBox, extentColumns, loadBox, storeBox, widenBox } from './extent.ts';
import { rectangleFinder } from './largest-rectangle.ts';
import { type CountedMaps, type PieceCounter, pieceCounter } from './piece-hits.ts';
import { SAMPLES_PER_READ, type SampleMaps, type SampleTables, sampleTables } from './sample-tables.ts';

/** What remembered extents of formulas may take, in bytes. */
const EXTENTS_BYTES_MAX = 32 * 2 ** 20;

export interface SampleSpaceParts extends SampleMaps, CountedMaps {
  readonly space: SearchSpace;
  /** Whether largest rectangles are needed: they cost the most. */
  readonly rectangles: boolean;
}

/**
 * What the heuristics know of a dataset sample by sample: made once, and for the formulas that searches ask for, which
 * don't depend on the unit. Memory: the tables, and at most 32 MiB of formulas, those used last.
 */
export class SampleSpace {
  readonly space: SearchSpace;
  readonly tables: SampleTables;
  readonly countPieces: PieceCounter;
  readonly sampleCount: number;
  readonly samplePixels: number;
  readonly #parts: SampleSpaceParts;
  readonly #extents: Lru<string, ExtentColumns>;

  constructor(parts: SampleSpaceParts) {
    this.#parts = parts;
    this.space = parts.space;
    this.sampleCount = parts.sampleCount;
    this.samplePixels = parts.maskShape.height * parts.maskShape.width;
    this.tables = sampleTables(parts.space.tables, parts, parts);
    this.countPieces = pieceCounter(this.tables, parts, parts);
    this.#extents = new Lru({
      max: Math.max(16, Math.floor(EXTENTS_BYTES_MAX / (20 * Math.max(1, parts.sampleCount)))),
    });
  }

  /** (sample) extents of formulas. The cell maps are read once for all that are not known yet. */
  extentsOf(formulas: readonly (readonly LeftDeepTerm[])[]): ExtentColumns[] {
    const keys = formulas.map((terms) => terms.map(({ operator, concept }) => `${operator ?? ''}${concept}`).join());
    const known = keys.map((key) => this.#extents.get(key));
    const tables = known.map((columns, i) => columns ?? this.#measure(formulas[i] ?? []));
    const fresh = tables.flatMap((columns, i) => (known[i] ? [] : [{ columns, terms: formulas[i] ?? [] }]));
    if (this.#parts.rectangles && fresh.length > 0) this.#inscribe(fresh);
    keys.forEach((key, i) => {
      this.#extents.set(key, tables[i] as ExtentColumns);
    });
    return tables;
  }

  /** (sample) hits of a formula, from those of the pieces. */
  hitsOf(terms: readonly LeftDeepTerm[], pieceHits: Uint32Array): Uint32Array {
    const { pieceOffsets, pieceCells } = this.tables;
    const satisfied = satisfiedCells(this.space.tables, terms);
    return Uint32Array.from({ length: this.sampleCount }, (_, sample) => {
      let hits = 0;
      for (let piece = pieceOffsets[sample] as number; piece < (pieceOffsets[sample + 1] as number); piece += 1) {
        if (satisfied[pieceCells[piece] as number] === 1) hits += pieceHits[piece] as number;
      }
      return hits;
    });
  }

  /** Areas and boxes, from the pieces. */
  #measure(terms: readonly LeftDeepTerm[]): ExtentColumns {
    const { pieceOffsets, pieceCells, pieceAreas, pieceBoxes } = this.tables;
    const satisfied = satisfiedCells(this.space.tables, terms);
    const columns = extentColumns(this.sampleCount);
    for (let sample = 0; sample < this.sampleCount; sample += 1) {
      for (let piece = pieceOffsets[sample] as number; piece < (pieceOffsets[sample + 1] as number); piece += 1) {
        if (satisfied[pieceCells[piece] as number] === 0) continue;
        columns.areas[sample] = (columns.areas[sample] as number) + (pieceAreas[piece] as number);
        widenBox(columns.boxes, sample, { from: pieceBoxes, at: piece });
      }
    }
    return columns;
  }

  /** Largest rectangles, from the pixels. */
  #inscribe(formulas: readonly { readonly columns: ExtentColumns; readonly terms: readonly LeftDeepTerm[] }[]): void {
    const { maps, maskShape } = this.#parts;
    const find = rectangleFinder(maskShape.width);
    const masks = formulas.map(({ columns, terms }) => ({
      columns,
      satisfied: satisfiedCells(this.space.tables, terms),
    }));
    const [box, into] = [emptyBox(), emptyBox()];
    for (let start = 0; start < this.sampleCount; start += SAMPLES_PER_READ) {
      const count = Math.min(SAMPLES_PER_READ, this.sampleCount - start);
      const read = maps.read(start, count);
      for (let sample = start; sample < start + count; sample += 1) {
        const cells = read.subarray((sample - start) * this.samplePixels, (sample - start + 1) * this.samplePixels);
        for (const { columns, satisfied } of masks) {
          loadBox(box, columns.boxes, sample);
          find({ cells, satisfied, box }, into);
          storeBox(columns.rectangles, sample, into);
        }
      }
    }
  }
}
