import type { MaskShape } from '../probe-dataset.ts';

/**
 * The probe dataset as cells: pixels that carry the same set of concepts can't be told apart by any formula. Plain data
 * with the path of the per-sample maps, so that it can be handed to a thread, which opens the maps itself.
 */
export interface CellIndex {
  /** Of the dataset. */
  readonly sha256: string;
  readonly sampleCount: number;
  readonly maskShape: MaskShape;
  readonly conceptCount: number;
  /** Cell 0 is the empty set (pixels without a concept; its area may be 0), the others in order of first appearance. */
  readonly cellCount: number;
  /** (cell) pixels over all samples. */
  readonly areas: Float64Array;
  /** Pixels over all samples whose label is void in some plane; they carry none. */
  readonly voidPixels: number;
  /** (cell + 1) where each cell's concepts start in `conceptPositions`. */
  readonly conceptOffsets: Uint32Array;
  /** Ascending in each cell. */
  readonly conceptPositions: Uint32Array;
  /** File of cell maps (sample, height, width), little-endian unsigned integers. */
  readonly mapsPath: string;
  readonly mapsBytesPerCell: 2 | 4;
}
