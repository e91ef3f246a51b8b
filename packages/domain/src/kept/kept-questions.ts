/*
 * What can be asked of the hits that a run's machine keeps, in plain data: the API asks, a thread of another package answers.
 */

/** A run whose hits may be kept. */
export interface KeptRun {
  readonly runId: number;
  readonly configHash: string;
  /** Units that the run has done; hits of fewer or more are out of date. */
  readonly unitsDone: number;
}

/** How does this formula overlap every range of these runs? */
export interface ScoreQuestion {
  readonly kind: 'score';
  readonly runs: readonly KeptRun[];
  readonly formula: string;
  /** Ranges in the answer at most. */
  readonly first: number;
}

/** A range with a formula's overlap; pixels over all images. */
export interface ScoredRange {
  readonly runId: number;
  readonly unit: number;
  /** From 1, the lowest range. */
  readonly clusterIndex: number;
  readonly iou: number;
  readonly intersection: number;
  readonly union: number;
  readonly bitmapPixels: number;
  /** The same formula's IoU over shuffled images; null where no shuffles are kept. */
  readonly shuffledIou: number | null;
  /** iou / shuffledIou; null where that is 0 or not kept. */
  readonly timesShuffled: number | null;
  /** How often shuffled images overlap as much; null as above. */
  readonly p: number | null;
  /** p adjusted over all ranges that were scored (Benjamini–Hochberg); null as above. */
  readonly q: number | null;
}

export interface UnknownConcept {
  readonly name: string;
  /** What may have been meant, the nearest first. */
  readonly nearest: readonly string[];
}

export interface ScoreAnswer {
  readonly kind: 'score';
  /** Ranges that were scored. */
  readonly scored: number;
  /** Of these, those with q of at most 5 %; null where no shuffles are kept. */
  readonly significant: number | null;
  /** |F| in pixels over all images, and all pixels; 0 where nothing was scored. */
  readonly formulaPixels: number;
  readonly totalPixels: number;
  /** The best first. */
  readonly ranges: readonly ScoredRange[];
  /** Concepts that the dataset does not have; then nothing is scored. */
  readonly unknown: readonly UnknownConcept[];
  /** Runs without kept hits, or with those of other units. */
  readonly missing: readonly number[];
}

/** A rectangle of an image, in shares of its sides from the upper left corner. */
export interface AreaBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Which ranges are where in an image? */
export interface ImageQuestion {
  readonly kind: 'image';
  readonly run: KeptRun;
  /** Of the dataset, from 0. */
  readonly sampleIndex: number;
  /** What was drawn; none: the whole image. */
  readonly boxes: readonly AreaBox[];
  /** Ranges in the answer at most. */
  readonly first: number;
}

/** A range on one image. */
export interface ImageRange {
  readonly unit: number;
  /** From 1, the lowest range. */
  readonly clusterIndex: number;
  /** Of the range's pixels in the image with the area. */
  readonly iou: number;
  readonly intersection: number;
  readonly bitmapPixels: number;
  /** The share of the image that lies in the range, and that of all images. */
  readonly share: number;
  readonly meanShare: number;
}

export interface ImageAnswer {
  readonly kind: 'image';
  /** Pixels of the mask in the area, and in the image. */
  readonly areaPixels: number;
  readonly imagePixels: number;
  /** With an area: the highest IoU with it first. Without: those that say most of the image, far more of it than of others. */
  readonly ranges: readonly ImageRange[];
  /** What this machine does not have: the kept hits, or the values that they were counted from. Null: all is there. */
  readonly missing: 'HITS' | 'ACTIVATIONS' | null;
}

/** Which images of a range are asked for. */
export const RANGE_IMAGES = ['BEST', 'RANDOM', 'FIRES_ALONE', 'FORMULA_ALONE'] as const;
export type RangeImages = (typeof RANGE_IMAGES)[number];

/** A range of a neuron with the formula that explains it. */
export interface ExplainedRange {
  readonly run: KeptRun;
  readonly unit: number;
  /** From 1, the lowest range. */
  readonly clusterIndex: number;
  /** Null: none was found. */
  readonly formula: string | null;
}

/** On which images does a range fire, and where does its formula hold? */
export interface RangeImagesQuestion extends ExplainedRange {
  readonly kind: 'rangeImages';
  readonly which: RangeImages;
  /** Images that are left out at the front, and shown at most. */
  readonly skip: number;
  readonly first: number;
}

/** A range and its formula on one image, in pixels of the masks. */
export interface ImageOfRange {
  readonly sampleIndex: number;
  readonly bitmapPixels: number;
  readonly formulaPixels: number;
  readonly intersection: number;
}

export interface RangeImagesAnswer {
  readonly kind: 'rangeImages';
  readonly images: readonly ImageOfRange[];
  /** Images of that kind. */
  readonly total: number;
  readonly missing: ImageAnswer['missing'];
}

/** Where exactly are a range and its formula in one image? */
export interface RangeMasksQuestion extends ExplainedRange {
  readonly kind: 'rangeMasks';
  readonly sampleIndex: number;
}

export interface RangeMasksAnswer {
  readonly kind: 'rangeMasks';
  /** Packed bits, row-major, the first pixel in the highest bit, raw deflate; null where something is missing. */
  readonly masks: {
    readonly bitmap: Uint8Array;
    readonly formulaMask: Uint8Array;
    readonly height: number;
    readonly width: number;
  } | null;
}

export type KeptQuestion = ScoreQuestion | ImageQuestion | RangeImagesQuestion | RangeMasksQuestion;
/** What a thread answers; a problem is a sentence for people. */
export type KeptAnswer =
  | ScoreAnswer
  | ImageAnswer
  | RangeImagesAnswer
  | RangeMasksAnswer
  | { readonly kind: 'problem'; readonly problem: string };
