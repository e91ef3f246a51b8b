import type { TensorMessage } from '../schema.ts';

/** Bits of a value by TensorProto.DataType; texts (8) have no fixed size. Source: onnx.proto. */
const BITS: Readonly<Record<number, number>> = {
  1: 32,
  2: 8,
  3: 8,
  4: 16,
  5: 16,
  6: 32,
  7: 64,
  9: 8,
  10: 16,
  11: 64,
  12: 32,
  13: 64,
  14: 64,
  15: 128,
  16: 16,
  17: 8,
  18: 8,
  19: 8,
  20: 8,
  21: 4,
  22: 4,
  23: 4,
  24: 8,
  25: 2,
  26: 2,
};

/** What a tensor's values take as raw bytes; null for types without a fixed size. */
export function tensorBytes({ dims, dataType }: Pick<TensorMessage, 'dims' | 'dataType'>): number | null {
  const bits = BITS[dataType];
  if (bits === undefined) return null;
  return Math.ceil((dims.reduce((product, size) => product * Number(size), 1) * bits) / 8);
}
