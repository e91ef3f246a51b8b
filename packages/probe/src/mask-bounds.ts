import { DatasetError } from '@strata/domain';
import type { MaskShape } from './probe-dataset.ts';

/** What a mask may have at the most: a few hundred bytes can claim any number, and memory holds one sample's masks. */
export const MASK_PIXELS_MAX = 64_000_000;
/** Of all planes of a sample together. */
const SAMPLE_LABELS_MAX = 4 * MASK_PIXELS_MAX;
/** Rows that are kept of the samples. */
const SAMPLES_MAX = 10_000_000;

/** @throws DatasetError when masks of the shape would be too large to be read */
export function requireMaskSize({ height, width }: MaskShape, where: string): void {
  if (height * width <= MASK_PIXELS_MAX) return;
  throw new DatasetError(
    `${where}: expected masks of at most ${MASK_PIXELS_MAX} pixels, found ${width}×${height}. Make the masks smaller: layers' maps are smaller still.`,
  );
}

/** @throws DatasetError when an array (sample, plane, height, width) is too large to be read sample by sample */
export function requireLabelsSize(
  [samples, planes, height, width]: readonly [number, number, number, number],
  where: string,
): void {
  requireMaskSize({ height, width }, where);
  if (planes * height * width > SAMPLE_LABELS_MAX) {
    throw new DatasetError(
      `${where}: expected at most ${SAMPLE_LABELS_MAX} labels a sample, found ${planes} planes of ${width}×${height}. Put labels that don't overlap into one plane.`,
    );
  }
  if (samples <= SAMPLES_MAX) return;
  throw new DatasetError(
    `${where}: expected at most ${SAMPLES_MAX} samples, found ${samples}. Are the places in the order (sample, plane, height, width)?`,
  );
}
