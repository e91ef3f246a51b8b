import type { ClusterRow } from '@strata/db';

/** The share of a range's pixels that carry any concept; null when it was not counted, or there are none. */
export function labelledShare({
  labelledPixels,
  bitmapPixels,
}: Pick<ClusterRow, 'labelledPixels' | 'bitmapPixels'>): number | null {
  return labelledPixels === null || bitmapPixels === 0 ? null : labelledPixels / bitmapPixels;
}
