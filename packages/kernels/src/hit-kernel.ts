/** A unit's thresholds, one per range: v lies in range j when lowest[j] <= v and (v < beyond[j] or beyond[j] is +∞). */
export interface Thresholds {
  readonly lowest: Float32Array;
  readonly beyond: Float32Array;
  /** Whether 0, of either sign, lies in none of them, whatever their bounds. Default false. */
  readonly withoutZero?: boolean;
}

export interface GridShape {
  readonly height: number;
  readonly width: number;
}

/**
 * How a mask pixel gets a value from the activation map: between the four map cells around it, or that of the map cell it
 * lies in.
 */
export const UPSAMPLINGS = ['bilinear', 'nearest'] as const;
export type Upsampling = (typeof UPSAMPLINGS)[number];

export interface HitShapes {
  /** Of one activation map. */
  readonly map: GridShape;
  /** Of one mask. */
  readonly mask: GridShape;
  /** Default bilinear. */
  readonly upsampling?: Upsampling | undefined;
  /** Cells of the dataset. */
  readonly cellCount: number;
}

export interface ImageBatch {
  /** What `prepare` made of each image's cells. */
  readonly images: readonly Uint32Array[];
  /** For each unit the maps of these images: (image, height, width). */
  readonly values: readonly Float32Array[];
}

/** Maps laid over images that need not be their own. */
export interface LaidBatch {
  /** What `prepare` made of each image's cells. */
  readonly images: readonly Uint32Array[];
  /** (map, table): which of the images the map is laid over, to be counted in that table. */
  readonly over: Uint32Array;
  /** For each unit the maps: (map, height, width). */
  readonly values: readonly Float32Array[];
}

/** What a batch of images holds of one unit. */
export interface UnitCounts {
  /** (image, range) pixels of the image in the range. */
  readonly pixels: Uint32Array;
  /** (cell of each image, in the order of `cellsOf`) bit j is set when a pixel of the cell lies in range j. */
  readonly rangesInCells: Uint32Array;
}

/** A range and a formula on one image. */
export interface DrawQuestion {
  /** What `prepare` made of the image's cells. */
  readonly image: Uint32Array;
  /** (height, width) of the activation map. */
  readonly map: Float32Array;
  readonly lowest: number;
  readonly beyond: number;
  /** Whether 0, of either sign, is left out of the range. Default false. */
  readonly withoutZero?: boolean;
  /** (cell) 1 where the formula holds. */
  readonly satisfied: Uint8Array;
}

/** Masks as packed bits: row-major, the first pixel in the highest bit, no padding between rows. */
export interface DrawnMasks {
  /** The pixels in the range. */
  readonly bitmap: Uint8Array<ArrayBuffer>;
  readonly bitmapPixels: number;
  readonly formulaMask: Uint8Array<ArrayBuffer>;
  readonly formulaPixels: number;
  /** Pixels of both. */
  readonly intersection: number;
}

/**
 * Counts, for a block of units, how many mask pixels of each cell lie in each of a unit's ranges, up to 32. There are
 * two implementations, equal bit for bit: the plain one defines what is counted, the other is fast.
 */
export interface HitKernel {
  /**
   * Brings an image's cells (mask height, mask width) into the form that `count` takes. It depends on the shapes and the
   * cells alone, so it can be kept and used for every unit of every layer of this shape.
   */
  prepare(cells: ArrayLike<number>): Uint32Array;
  /** The distinct cells of a prepared image. */
  cellsOf(image: Uint32Array): Uint32Array;
  /** Pixels of each of these cells in the image. */
  cellPixels(image: Uint32Array): Uint32Array;
  /** Starts counting for these units, each into so many tables (default 1), and drops what was counted before. */
  begin(units: readonly Thresholds[], tables?: number): void;
  /** Counts some images, for each unit, into the first table. */
  count(batch: ImageBatch): UnitCounts[];
  /** Counts each map over an image a table: far less work than each alone, since what is done to the map is done once. */
  lay(batch: LaidBatch): void;
  /** (range, cell): a unit's pixels over all images counted in a table (default the first) since `begin`. */
  hits(unit: number, table?: number): Uint32Array;
  /** Draws the masks of a range and a formula on one image; needs no `begin`. */
  draw(question: DrawQuestion): DrawnMasks;
}
