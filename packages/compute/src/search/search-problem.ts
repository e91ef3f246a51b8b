import type { Candidate } from './candidate.ts';
import type { Grammar } from './grammar.ts';
import type { SearchSpace } from './search-space.ts';

/** One range's search problem. */
export interface SearchProblem {
  readonly space: SearchSpace;
  /** (cell) pixels of the cell that lie in the range. */
  readonly hits: Uint32Array | Float64Array;
  /** Pixels in the range: the sum of the hits. */
  readonly bitmapPixels: number;
}

export interface SearchOptions {
  /** Concepts a formula may have at the most. Default 3. */
  readonly length?: number;
  /** Formulas kept from step to step. Default 5. */
  readonly beam?: number;
  /** Default paper. */
  readonly grammar?: Grammar;
}

/** The formula found. */
export interface SearchResult extends Candidate {
  readonly length: number;
  readonly iou: number;
  /** Candidates scored; of strategies with estimates, and of `none`, only formulas of two and more concepts, as the paper counts. */
  readonly visited: number;
  /** No formula's IoU is higher than this; null where the strategy proves nothing. */
  readonly bound: number | null;
}
