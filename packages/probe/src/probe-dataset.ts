import type { Box, ComputedKind, Grounding } from '@strata/domain';

/** The layouts that can be read. */
export const PROBE_FORMATS = [
  'broden',
  'planes',
  'photos',
  'coco-instances',
  'coco-panoptic',
  'coco-stuff',
  'coco-stuff-pixelmaps',
  'coco-stuffthingmaps',
  'voc-segmentation',
  'voc-colour-labelmap',
  'voc-boxes',
  'pascal-context',
  'ade20k-full',
  'ade20k-150',
  'cityscapes-labelids',
  'cityscapes-polygons',
  'mapillary-vistas',
  'labelme',
  'cvat-images',
  'label-studio',
  'supervisely',
  'roboflow-coco',
  'roboflow-masks',
  'datumaro',
  'fiftyone',
  'via',
  'index-png-csv',
  'folders-binary',
  'hf-parquet',
] as const;
export type ProbeFormat = (typeof PROBE_FORMATS)[number];
/** What may be asked for: a layout, or the one that the files look like. */
export type AskedFormat = ProbeFormat | 'auto';

/** Whether images are taken as viewers show them, following their EXIF orientation, or as their pixels are stored. */
export const EXIF_CHOICES = ['apply', 'ignore'] as const;
export type ExifChoice = (typeof EXIF_CHOICES)[number];

/** What a dataset's files can't say by themselves. */
export interface ProbeReading {
  /** Of all images; null = what the sizes of images and masks say. */
  readonly exif: ExifChoice | null;
  /** Labels that mark pixels without one. */
  readonly voidLabels: readonly number[];
  /** A regular expression that reads groups out of the names of images; null = the column `group` names them, if there is one. */
  readonly groupBy: string | null;
  /** The set, field or attribute to be read where the layout leaves a choice. Default the only one. */
  readonly pick?: string | null | undefined;
  /** Whether objects that have a box and no mask are taken as their boxes. Default left out. */
  readonly boxes?: boolean | undefined;
  /** Whether the class of an image is a concept of the whole image. Default not. */
  readonly classes?: boolean | undefined;
  /** Concepts that are computed from pixels and masks, beside the dataset's own. Default none. */
  readonly computed?: readonly ComputedKind[] | undefined;
  /** Further datasets of the same probe, after the first. Default none. */
  readonly further?: readonly ProbeFolder[] | undefined;
  /** The file that says which concepts of which dataset are one (dataset, concept, name). Default: those of one name are. */
  readonly mapping?: string | null | undefined;
  /** The file that names concepts in other languages, beside what the datasets' own `concepts.csv` say. Default none. */
  readonly concepts?: string | null | undefined;
  /** What a model sees of each image: masks are cropped alike. Default all of it. */
  readonly crop?: SeenCrop | null | undefined;
}

/** A dataset's folder and its layout. */
export interface ProbeFolder {
  readonly path: string;
  readonly format: ProbeFormat;
}

/** How images are brought to a model's input. */
export interface SeenCrop {
  /** As the domain's `parseResize` reads it. */
  readonly resize: string;
  /** Of the model's input. */
  readonly width: number;
  readonly height: number;
}

/** How a dataset is opened. */
export interface OpeningOptions extends ProbeReading {
  /** Stops the reading of its files. */
  readonly signal?: AbortSignal | undefined;
}

/** A human-named label. Its place in the dataset's list, from 0, is its *position*. */
export interface ProbeConcept {
  /** The dataset's own number. */
  readonly index: number;
  readonly name: string;
  readonly category: string;
  /** How its pixels are known. Default MASKS. */
  readonly grounding?: Grounding | undefined;
  /** In other languages, by their codes: "ja". Default none. */
  readonly names?: Readonly<Record<string, string>> | undefined;
  /** What it is called, too, in any language. Default nothing. */
  readonly synonyms?: readonly string[] | undefined;
}

export interface ProbeSample {
  /** From 0. */
  readonly index: number;
  /** The image's path inside the dataset, or "sample 17" without images. */
  readonly key: string;
  /** Absolute. */
  readonly imagePath: string | null;
  /** Whether the image's orientation tag (EXIF) is followed, since the masks lie on the picture as viewers show it. Default false. */
  readonly upright?: boolean;
  readonly className: string | null;
  readonly split: string | null;
  /** The part of the image that the masks cover, in its pixels, after it was turned upright. Default all of it. */
  readonly seen?: Box | undefined;
  /** Images of one group belong together (frames of a drive, pictures of a patient); null: a group of its own. Default null. */
  readonly group?: string | null;
}

export interface MaskShape {
  readonly height: number;
  readonly width: number;
}

/** The labels of one sample; a pixel may carry none, one or several concepts. */
export interface SampleLabels {
  /** Each (height, width): concept position + 1, 0 = none. */
  readonly planes: readonly Uint16Array[];
  /** Positions of concepts that cover the whole image. */
  readonly whole: readonly number[];
  /** Pixels whose label in some plane is void: it counts as none. */
  readonly voidPixels: number;
}

/** The labels of one sample on the grid of its own masks, before they are resampled. */
export interface OwnFrame extends MaskShape {
  /** Each (height, width): concept position + 1, 0 = none, from 65,000 on void. */
  readonly planes: readonly Uint16Array[];
  /** Positions of concepts that cover the whole image. Default none. */
  readonly whole?: readonly number[] | undefined;
  /** Pixels of what is no concept, by its name. */
  readonly voids: ReadonlyMap<string, number>;
}

/** A probe dataset in one canonical form, whatever layout it has on disk. Labels are read sample by sample. */
export interface ProbeDataset {
  readonly name: string;
  readonly format: ProbeFormat;
  readonly root: string;
  /** Hash of the content that matters, the same wherever it lies. */
  readonly sha256: string;
  readonly maskShape: MaskShape;
  /** Ascending by index. */
  readonly concepts: readonly ProbeConcept[];
  readonly samples: readonly ProbeSample[];
  /** How it was asked to be read. */
  readonly reading: ProbeReading;
  /** Labels that count as none, by their rows or by `reading`; ascending. */
  readonly voidLabels: readonly number[];
  /** What people should know of how it was read. */
  readonly notes: readonly string[];
  /** @throws DatasetError naming the file when a mask can't be read. */
  readLabels(sampleIndex: number): Promise<SampleLabels>;
  /** Of layouts whose masks are resampled: the labels as the files have them. @throws as `readLabels` */
  readonly readFrame?: ((sampleIndex: number) => Promise<OwnFrame>) | undefined;
  close(): Promise<void>;
}
