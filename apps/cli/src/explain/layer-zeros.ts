import { type ZeroCount, zerosAreOff } from '@strata/compute';

/** The zeros of a layer: how many of its values, and whether they stand on their own as range 0, "off". */
export interface LayerZeros {
  readonly off: boolean;
  /** The share of values from which on they do; null: never. */
  readonly offShare: number | null;
  readonly count: number;
  readonly values: number;
}

/** What a share says of a layer's zeros. */
export function layerZeros({ zeros, values }: ZeroCount, offShare: number | null): LayerZeros {
  return { off: zerosAreOff({ zeros, values }, offShare), offShare, count: zeros, values };
}

/** The same in a line for people. */
export function zerosLine({ off, offShare, count, values }: LayerZeros): string {
  const share = `${((100 * count) / values).toFixed(1)} % of the layer’s values are exactly 0`;
  if (off) return `range 0 (off): ${share}`;
  if (offShare === null) return `zeros are values as any other (--off-share never): ${share}`;
  return `zeros are values as any other: ${share}, fewer than --off-share ${offShare}`;
}
