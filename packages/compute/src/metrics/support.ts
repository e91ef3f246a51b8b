/** What a range's bitmap rests on. */
export interface RangeSupport {
  /** Samples with a pixel of the range. */
  readonly samples: number;
  /** Cells of the unit's maps, before they are laid on the images, whose value lies in the range. */
  readonly mapCells: number;
}

/**
 * What a bitmap rests on: pixels between the cells of a map are interpolated, and no evidence of their own. `samplePixels`
 * are (sample) pixels of the sample in the range.
 */
export function supportOf(samplePixels: Uint32Array, { mapCells }: Pick<RangeSupport, 'mapCells'>): RangeSupport {
  let samples = 0;
  for (const pixels of samplePixels) if (pixels > 0) samples += 1;
  return { samples, mapCells };
}
