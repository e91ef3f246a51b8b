import type { ImageSource, LayoutRequest, Preprocessing } from '@strata/onnx';
import type { RangedUnit } from '../../importance/measure-importance.ts';

/** An image in question. */
export interface CauseImage {
  /** Its place in the dataset. */
  readonly sample: number;
  /** What counts as one: its group's number, or its own. */
  readonly unit: number;
  readonly isWrong: boolean;
  /** Images are compared within their class only. */
  readonly className: string;
  /** The output that names it rightly. */
  readonly rightIndex: number;
}

export interface CauseInputs {
  readonly modelPath: string;
  readonly layer: string;
  /** How the layer's dimensions are meant; default inferred. */
  readonly request?: LayoutRequest | undefined;
  readonly preprocessing: Preprocessing;
  /** The layer's activations (unit, sample, height, width), as the model gave them. */
  readonly activationsPath: string;
  readonly units: readonly RangedUnit[];
  readonly images: readonly CauseImage[];
  /** (unit of count) 1 where it is an error. */
  readonly errors: Uint8Array;
  /** Where a sample's image lies; asked for only where the rest of the model needs it. */
  readonly imagePath: (sample: number) => ImageSource;
}

/** A range of a unit. */
export interface RangePlace {
  readonly unit: number;
  /** From 1, the lowest. */
  readonly clusterIndex: number;
}
