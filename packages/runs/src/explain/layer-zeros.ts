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
