import type { MaskShape } from '../probe-dataset.ts';
import type { DatasetFiles } from './files/dataset-files.ts';

/** From this label on, the planes of a layout mark void: `VOID_FROM` + place in `Layout.voids`. Below are positions of concepts + 1. */
export const VOID_FROM = 65_000;

/** An image of a dataset as its annotation tool wrote it. */
export interface LayoutImage {
  /** Its path inside the dataset, with "/". */
  readonly file: string;
  /** The picture itself, absolute. */
  readonly path: string;
  /** How the dataset names it, for messages: "image 2". */
  readonly item: string;
  readonly split: string | null;
  /** What the whole image is of; default not said. */
  readonly className?: string | null | undefined;
  /** The size that the annotations or the mask are for; null: that of the picture. */
  readonly told: MaskShape | null;
  /** The mask whose size was told, absolute; null: the annotations told it. */
  readonly maskFile: string | null;
  /** All mask files that `read` opens, absolute. */
  readonly masks: readonly string[];
  /**
   * The labels of its pixels, planes of (height, width) in the frame asked for: position + 1, 0 = none, from `VOID_FROM` on void.
   * @throws DatasetError naming file and item
   */
  read(frame: MaskShape): Promise<readonly Uint16Array[]>;
}

/** What a reader makes of a folder. */
export interface Layout {
  /** Names of concepts, in the dataset's own order. */
  readonly names: readonly string[];
  /** Names of what is no concept. */
  readonly voids: readonly string[];
  readonly images: readonly LayoutImage[];
  /** (name) its category. Default "object". */
  readonly categories?: ReadonlyMap<string, string> | undefined;
  /** Labels of concepts of which some object is known by its box alone. Default none. */
  readonly boxed?: ReadonlySet<number> | undefined;
  /** Files that hold annotations or names, absolute. */
  readonly annotations: readonly string[];
  /** Whether the tool shows pictures upright, where sizes don't tell. */
  readonly upright: boolean;
  /** What was left out and why, for people. */
  readonly notes: readonly string[];
}

/** What the files can't say. */
export interface LayoutChoices {
  /** The set, field or attribute to be read; null: the only one. */
  readonly pick: string | null;
  /** Numbers in masks that mark pixels without a label. */
  readonly voidLabels: readonly number[];
  /** Whether objects that have a box and no mask are taken as their boxes. */
  readonly boxes: boolean;
  /** The folder for pictures that lie within other files; null: there is none. */
  readonly pictures: string | null;
  readonly signal?: AbortSignal | undefined;
}

/** One layout's reader. */
export interface LayoutReader {
  /** What of the choices it takes; others are refused. Default none. */
  readonly takes?: readonly ('pick' | 'void' | 'boxes')[];
  /** Whether a folder looks like this layout. */
  recognises(files: DatasetFiles): Promise<boolean>;
  /** @throws DatasetError naming file and item of whatever contradicts the layout */
  read(files: DatasetFiles, choices: LayoutChoices): Promise<Layout>;
}
