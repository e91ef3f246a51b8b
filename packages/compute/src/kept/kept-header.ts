import { UPSAMPLINGS } from '@strata/kernels';
import { z } from 'zod';

/** Changes when the file's meaning changes, so that old files are made anew. */
export const KEPT_LAYOUT = 1;

const whole = z.int().nonnegative();

const rangeSchema = z.object({
  /** From 1, the lowest range. */
  clusterIndex: z.int().positive(),
  /** The range's exact thresholds; null is infinite. */
  lowest: z.number().nullable(),
  beyond: z.number().nullable(),
  withoutZero: z.boolean(),
  /** Over all images. */
  pixels: whole,
});

const foldSchema = z.object({
  /** Cells that the fold's images have, ascending. */
  cells: z.array(whole),
  /** (cell of these) pixels. */
  areas: z.array(whole),
});

/** What is known of a run whose hits are kept; everything a formula is scored with besides the hits. */
export const keptHeaderSchema = z.object({
  layout: z.literal(KEPT_LAYOUT),
  /** For people who look into the cache. */
  about: z.string(),
  datasetSha256: z.string(),
  sampleCount: z.int().positive(),
  mask: z.object({ height: z.int().positive(), width: z.int().positive() }),
  /** By position in the dataset. */
  concepts: z.array(z.string()),
  cellCount: z.int().positive(),
  /** (cell + 1) where each cell's concepts start in `conceptPositions`. */
  conceptOffsets: z.array(whole),
  conceptPositions: z.array(whole),
  /** Parts of the images that are shuffled by themselves; one where nothing is. */
  folds: z.array(foldSchema).min(1),
  /** Shuffles of each fold; 0 where none are kept. */
  shuffles: whole,
  units: z.array(z.object({ unit: whole, ranges: z.array(rangeSchema) })),
  /** Units one after the other, with where their counts begin in the file and end. */
  chunks: z.array(z.object({ start: whole, end: whole, units: whole })),
  /** Where the layer's values lay when they were counted. */
  activations: z.object({
    path: z.string(),
    bytes: whole,
    modifiedMs: z.number(),
    height: z.int().positive(),
    width: z.int().positive(),
  }),
  /** Where the images' cells lie. */
  cells: z.object({ mapsPath: z.string(), mapsBytesPerCell: z.union([z.literal(2), z.literal(4)]) }),
  upsampling: z.enum(UPSAMPLINGS),
});
export type KeptHeader = z.infer<typeof keptHeaderSchema>;
