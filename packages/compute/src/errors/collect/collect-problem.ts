import type { ImageFeatures } from './image-features.ts';

/** Images, what is in them, what a layer says of them, and which of them a network names wrongly. */
export interface CollectProblem extends ImageFeatures {
  readonly images: number;
  /** (image) the number of its class, from 0. */
  readonly classes: ArrayLike<number>;
  readonly classCount: number;
  /** (image) what belongs together: a drive, a patient; null: each image by itself. */
  readonly groups: ArrayLike<number> | null;
  /** (column) packed bits: whether the image has it. */
  readonly columns: readonly Uint32Array[];
  /** (image) 1 where the network is wrong. */
  readonly errors: ArrayLike<number>;
  /** (image) 1 where the network learnt from it: pairs are rare there, and errors are counted on the others. Null: not known. */
  readonly learnt: ArrayLike<number> | null;
}

/** Errors that are needed before pairs are looked for: ten that choose them, ten that confirm. */
export const COLLECT_ERRORS_MIN = 20;
/** Of a pair with fewer errors nothing is said. */
export const PAIR_ERRORS_MIN = 10;
/** A pair that a greater share of the data has is not rare. */
export const RARE_MAX = 0.1;
/** Images of a pair that a learning curve is drawn from, at least. */
export const CURVE_IMAGES_MIN = 4;
/** New images that an expectation is for. */
export const NEW_IMAGES = 100;

/** Two columns, the first one before the second. */
export interface ColumnPair {
  readonly first: number;
  readonly second: number;
}
