/**
 * The IoU expected when as many pixels as the bitmap has fall at random: h = |B|·|F| / all pixels,
 * chance = h / (|B| + |F| − h). 0 for an empty bitmap or formula.
 */
export function chanceLevel(pixels: {
  readonly bitmapPixels: number;
  readonly formulaPixels: number;
  readonly totalPixels: number;
}): number {
  const overlap = (pixels.bitmapPixels * pixels.formulaPixels) / pixels.totalPixels;
  const union = pixels.bitmapPixels + pixels.formulaPixels - overlap;
  return union > 0 ? overlap / union : 0;
}

/** How many times better than chance an overlap is. Null where chance is 0, which nothing can be a multiple of. */
export function lift(iou: number, chance: number): number | null {
  return chance > 0 ? iou / chance : null;
}
