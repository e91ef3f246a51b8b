import { type Extent, overlapOf } from './extent.ts';

/** How formulas are extended: f OR c, f AND c, f AND NOT c. */
export const EXTENSIONS = ['OR', 'AND', 'AND NOT'] as const;
export type Extension = (typeof EXTENSIONS)[number];

/** One sample's share of an estimate. */
export interface SampleEstimate {
  /** At least the hits of the extended formula. */
  hits: number;
  /** The area that the estimate counts. */
  area: number;
}

/** Two masks in one sample, and the sample. Filled again and again, so that hot loops make no objects. */
export interface SamplePair {
  readonly formula: Extent;
  readonly concept: Extent;
  /** Pixels of the sample, and how many of them lie in the range. */
  readonly pixels: number;
  bitmapPixels: number;
}

/** What an extended formula can be at its best in one sample. */
export type Heuristic = (pair: SamplePair, extension: Extension, into: SampleEstimate) => void;

/**
 * The estimate of an extension's IoU is h / (|B| + a − h), with h and a summed over the samples. It is never below the true
 * H / (|B| + A − H) where in every sample h ≥ H and a − h ≤ A − H, the formula's pixels outside the range.
 *
 * Min-Max Extension per Sample Heuristic: hits as for `coordinateFree`; the area is the least that the two masks can cover
 * together, as their boxes and largest rectangles say. OR covers at least the larger, and both but for what their
 * boxes share; AND at least what their rectangles share; AND NOT at least what lies outside the box of the other.
 * Source: Clustered Compositional Explanations, §3.3.
 */
export const minMaxExtension: Heuristic = (pair, extension, into) => {
  const { formula, concept } = pair;
  coordinateFree(pair, extension, into);
  let least = 0;
  if (extension === 'OR') {
    const apart = formula.area + concept.area - overlapOf(formula.box, concept.box);
    least = Math.max(formula.area, concept.area, apart);
  } else if (extension === 'AND') {
    least = overlapOf(formula.rectangle, concept.rectangle);
  } else {
    least = formula.area - overlapOf(formula.box, concept.box);
  }
  into.area = Math.max(least, into.hits);
};

/** Coordinates-Free Heuristic: the most hits that each sample can have; nothing is known of the area. */
export const coordinateFree: Heuristic = ({ formula, concept, bitmapPixels }, extension, into) => {
  if (extension === 'OR') into.hits = Math.min(bitmapPixels, formula.hits + concept.hits);
  else into.hits = Math.min(formula.hits, extension === 'AND' ? concept.hits : bitmapPixels - concept.hits);
  into.area = 0;
};

/** Areas heuristic: neither hits nor coordinates are known, only sizes. */
export const areasOnly: Heuristic = ({ formula, concept, pixels, bitmapPixels }, extension, into) => {
  if (extension === 'OR') into.hits = Math.min(bitmapPixels, formula.area + concept.area);
  else into.hits = Math.min(bitmapPixels, formula.area, extension === 'AND' ? concept.area : pixels - concept.area);
  into.area = 0;
};

/** Where one of the two is a scene, which fills a sample or isn't in it: hits and area are exact. */
export const withScene: Heuristic = ({ formula, concept, pixels, bitmapPixels }, extension, into) => {
  if (extension === 'OR') {
    into.area = Math.max(formula.area, concept.area);
    into.hits = into.area === pixels ? bitmapPixels : formula.hits + concept.hits;
    return;
  }
  into.area = Math.min(formula.area, extension === 'AND' ? concept.area : pixels - concept.area);
  into.hits = Math.min(formula.hits, extension === 'AND' ? concept.hits : bitmapPixels - concept.hits);
};
