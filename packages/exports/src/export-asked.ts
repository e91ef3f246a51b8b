import type { ExportFormat } from './formats.ts';
import type { RangeChoice } from './layers/layer-export.ts';

/** What is exported, and to where. */
export interface ExportAsked {
  readonly format: ExportFormat;
  readonly model: string;
  /** A version's label or tag; null: all versions. */
  readonly version: string | null;
  /** The same of an earlier version that the comparison is made with. */
  readonly baseline: string | null;
  /** Null: all layers. */
  readonly layer: string | null;
  /** Which range stands for a neuron where there is room for one. */
  readonly range: RangeChoice;
  /** The file or folder. */
  readonly out: string;
  /** Of Parquet: the lists; null: all. */
  readonly lists: readonly string[] | null;
  /** Of Neuronpedia: a user of its server. */
  readonly creator: string;
  /** Of a model card: where people find the whole; null: nowhere. */
  readonly url: string | null;
  /** Of Label Studio: what stands before a picture's name. */
  readonly imagesAt: string;
}
