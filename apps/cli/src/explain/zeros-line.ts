import type { LayerZeros } from '@strata/runs';

/** What is known of a layer’s zeros, in a line for people. */
export function zerosLine({ off, offShare, count, values }: LayerZeros): string {
  const share = `${((100 * count) / values).toFixed(1)} % of the layer’s values are exactly 0`;
  if (off) return `range 0 (off): ${share}`;
  if (offShare === null) return `zeros are values like any other (--off-share never): ${share}`;
  return `zeros are values like any other: ${share}, fewer than --off-share ${offShare}`;
}
