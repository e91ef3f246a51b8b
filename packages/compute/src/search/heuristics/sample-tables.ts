import type { CellMapReader, MaskShape } from '@strata/probe';
import type { ConceptTables } from '../concept-tables.ts';
import { type ExtentColumns, emptyBox, extentColumns, loadBox, storeBox, widenBox } from './extent.ts';
import { rectangleFinder } from './largest-rectangle.ts';

/** Cell maps read at once. */
export const SAMPLES_PER_READ = 32;

/** Where the cells of each sample lie. */
export interface SampleMaps {
  readonly sampleCount: number;
  readonly maskShape: MaskShape;
  readonly maps: CellMapReader;
}

/**
 * Where cells and concepts lie in each sample. A *piece* is one cell in one sample, a *part* one concept in one sample;
 * those of a sample lie together: offsets[sample] .. offsets[sample + 1]. Made once for a dataset: 16 bytes a piece and 24
 * bytes a part, for Broden some kilobytes a sample, and twice that while they are made.
 */
export interface SampleTables {
  readonly pieceOffsets: Uint32Array;
  readonly pieceCells: Uint32Array;
  readonly pieceAreas: Uint32Array;
  /** (piece, 4) */
  readonly pieceBoxes: Uint16Array;
  readonly partOffsets: Uint32Array;
  readonly partConcepts: Uint32Array;
  /** (part) */
  readonly parts: ExtentColumns;
  /** (concept) 1 where the concept fills every sample that it is in. */
  readonly scenes: Uint8Array;
}

/** Reads all cell maps once. Without `rectangles` those of the parts stay empty. */
export function sampleTables(
  tables: ConceptTables,
  { sampleCount, maskShape, maps }: SampleMaps,
  { rectangles }: { readonly rectangles: boolean },
): SampleTables {
  const pixels = maskShape.height * maskShape.width;
  const builder = new TablesBuilder(tables, { maskShape, rectangles });
  for (let start = 0; start < sampleCount; start += SAMPLES_PER_READ) {
    const count = Math.min(SAMPLES_PER_READ, sampleCount - start);
    const read = maps.read(start, count);
    for (let i = 0; i < count; i += 1) builder.add(read.subarray(i * pixels, (i + 1) * pixels));
  }
  return builder.finish();
}

class TablesBuilder {
  readonly #tables: ConceptTables;
  readonly #shape: MaskShape;
  readonly #findRectangle: ReturnType<typeof rectangleFinder> | null;
  readonly #satisfied: Uint8Array;
  readonly #samples: SampleEntries[] = [];
  readonly #scenes: Uint8Array;

  constructor(tables: ConceptTables, { maskShape, rectangles }: { maskShape: MaskShape; rectangles: boolean }) {
    this.#tables = tables;
    this.#shape = maskShape;
    this.#findRectangle = rectangles ? rectangleFinder(maskShape.width) : null;
    this.#satisfied = new Uint8Array(tables.cellCount);
    this.#scenes = new Uint8Array(tables.conceptCount).fill(1);
  }

  add(cells: Uint16Array | Uint32Array): void {
    const pieces = piecesOf(cells, this.#shape.width);
    const concepts = this.#conceptsOf(pieces.keys);
    const columns = extentColumns(concepts.length);
    const places = new Map(Array.from(concepts, (concept, place) => [concept, place]));
    const { conceptOffsets, conceptPositions } = this.#tables;
    pieces.keys.forEach((cell, piece) => {
      for (let i = conceptOffsets[cell] as number; i < (conceptOffsets[cell + 1] as number); i += 1) {
        const part = places.get(conceptPositions[i] as number) as number;
        columns.areas[part] = (columns.areas[part] as number) + (pieces.areas[piece] as number);
        widenBox(columns.boxes, part, { from: pieces.boxes, at: piece });
      }
    });
    concepts.forEach((concept, part) => {
      if (columns.areas[part] !== cells.length) this.#scenes[concept] = 0;
      this.#inscribe(columns, part, { concept, cells, keys: pieces.keys });
    });
    this.#samples.push({ pieces, concepts, columns });
  }

  finish(): SampleTables {
    const samples = this.#samples;
    return {
      pieceOffsets: offsetsOf(samples.map(({ pieces }) => pieces.keys.length)),
      pieceCells: joined(samples.map(({ pieces }) => pieces.keys)),
      pieceAreas: joined(samples.map(({ pieces }) => pieces.areas)),
      pieceBoxes: joined16(samples.map(({ pieces }) => pieces.boxes)),
      partOffsets: offsetsOf(samples.map(({ concepts }) => concepts.length)),
      partConcepts: joined(samples.map(({ concepts }) => concepts)),
      parts: {
        areas: joined(samples.map(({ columns }) => columns.areas)),
        boxes: joined16(samples.map(({ columns }) => columns.boxes)),
        rectangles: joined16(samples.map(({ columns }) => columns.rectangles)),
      },
      scenes: this.#scenes,
    };
  }

  #conceptsOf(cells: Uint32Array): Uint32Array {
    const { conceptOffsets, conceptPositions } = this.#tables;
    const found = new Set<number>();
    for (const cell of cells) {
      for (const c of conceptPositions.subarray(conceptOffsets[cell], conceptOffsets[cell + 1])) found.add(c);
    }
    return Uint32Array.from(found).sort();
  }

  /** The largest rectangle within the concept's mask. */
  #inscribe(
    { boxes, rectangles }: ExtentColumns,
    part: number,
    { concept, cells, keys }: { concept: number; cells: Uint16Array | Uint32Array; keys: Uint32Array },
  ): void {
    if (!this.#findRectangle) return;
    const { conceptOffsets, conceptPositions } = this.#tables;
    for (const cell of keys) {
      const carried = conceptPositions.subarray(conceptOffsets[cell], conceptOffsets[cell + 1]).includes(concept);
      this.#satisfied[cell] = carried ? 1 : 0;
    }
    const [box, into] = [emptyBox(), emptyBox()];
    loadBox(box, boxes, part);
    this.#findRectangle({ cells, satisfied: this.#satisfied, box }, into);
    storeBox(rectangles, part, into);
  }
}

interface Pieces {
  /** Cells, in order of first appearance. */
  readonly keys: Uint32Array;
  readonly areas: Uint32Array;
  readonly boxes: Uint16Array;
}

interface SampleEntries {
  readonly pieces: Pieces;
  readonly concepts: Uint32Array;
  readonly columns: ExtentColumns;
}

function piecesOf(cells: Uint16Array | Uint32Array, width: number): Pieces {
  const places = new Map<number, number>();
  const areas: number[] = [];
  const boxes: number[] = [];
  let last = -1;
  let piece = 0;
  for (let pixel = 0; pixel < cells.length; pixel += 1) {
    const cell = cells[pixel] as number;
    const x = pixel % width;
    const y = (pixel - x) / width;
    // Neighbours mostly lie in the same cell.
    if (cell !== last) {
      last = cell;
      piece = places.get(cell) ?? areas.length;
      if (piece === areas.length) {
        places.set(cell, piece);
        areas.push(0);
        boxes.push(y, x, y + 1, x + 1);
      }
    }
    areas[piece] = (areas[piece] as number) + 1;
    boxes[4 * piece + 1] = Math.min(boxes[4 * piece + 1] as number, x);
    boxes[4 * piece + 2] = y + 1;
    boxes[4 * piece + 3] = Math.max(boxes[4 * piece + 3] as number, x + 1);
  }
  return { keys: Uint32Array.from(places.keys()), areas: Uint32Array.from(areas), boxes: Uint16Array.from(boxes) };
}

function offsetsOf(counts: readonly number[]): Uint32Array {
  const offsets = new Uint32Array(counts.length + 1);
  counts.forEach((count, i) => {
    offsets[i + 1] = (offsets[i] as number) + count;
  });
  return offsets;
}

function joined(arrays: readonly Uint32Array[]): Uint32Array {
  const all = new Uint32Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const array of arrays) {
    all.set(array, at);
    at += array.length;
  }
  return all;
}

function joined16(arrays: readonly Uint16Array[]): Uint16Array {
  const all = new Uint16Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const array of arrays) {
    all.set(array, at);
    at += array.length;
  }
  return all;
}
