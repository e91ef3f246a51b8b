import type { run } from '../schema/index.ts';

/** How images become a model's input; see `feedColumns`. */
export interface DescribedPreprocessing {
  readonly width: number;
  readonly height: number;
  readonly channelOrder: string;
  readonly scale: number;
  /** A number per channel. */
  readonly mean: readonly number[];
  /** A number per channel. */
  readonly standardDeviation: readonly number[];
  /** Order of the input's dimensions. */
  readonly layout: string;
  readonly resize: string;
}

/** How a model is fed for a layer. */
export interface DescribedFeed {
  /** Null: not known. */
  readonly preprocessing: DescribedPreprocessing | null;
  /** What was said of the layer's dimensions; null: not known. */
  readonly layoutRequest: Readonly<Record<string, unknown>> | null;
}

const UNKNOWN_FEED: DescribedFeed = { preprocessing: null, layoutRequest: null };

/** The columns that hold a feed. */
export type FeedRow = Pick<
  typeof run.$inferSelect,
  | 'inputWidth'
  | 'inputHeight'
  | 'inputChannelOrder'
  | 'inputScale'
  | 'inputMean'
  | 'inputStandardDeviation'
  | 'inputLayout'
  | 'inputResize'
  | 'layoutRequest'
>;

/** A feed as its columns; default one that is not known. */
export function feedRow({ preprocessing, layoutRequest }: DescribedFeed = UNKNOWN_FEED): FeedRow {
  return {
    inputWidth: preprocessing?.width ?? null,
    inputHeight: preprocessing?.height ?? null,
    inputChannelOrder: preprocessing?.channelOrder ?? null,
    inputScale: preprocessing?.scale ?? null,
    inputMean: preprocessing && [...preprocessing.mean],
    inputStandardDeviation: preprocessing && [...preprocessing.standardDeviation],
    inputLayout: preprocessing?.layout ?? null,
    inputResize: preprocessing?.resize ?? null,
    layoutRequest,
  };
}

/** The preprocessing in a row; null when it is not known. */
export function preprocessingOf(row: FeedRow): DescribedPreprocessing | null {
  const { inputWidth: width, inputHeight: height, inputChannelOrder: channelOrder, inputScale: scale } = row;
  const { inputMean: mean, inputStandardDeviation: standardDeviation, inputLayout: layout, inputResize: resize } = row;
  if (width === null || height === null || channelOrder === null || scale === null) return null;
  if (mean === null || standardDeviation === null || layout === null || resize === null) return null;
  return { width, height, channelOrder, scale, mean, standardDeviation, layout, resize };
}
