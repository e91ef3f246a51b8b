import { readFileSync } from 'node:fs';
import { rawDataOf } from './reinitialize.ts';

export interface Bias {
  /** Of the last linear layer: (class, unit) in raw float32. */
  readonly weights: { readonly name: string; readonly units: number };
  readonly class: number;
  readonly unit: number;
  /** Added to the class's weight of the unit. */
  readonly by: number;
}

/** The bytes of an ONNX file in which one unit speaks louder for one class; everything else is as it was. */
export function biasNetwork(path: string, { weights, class: row, unit, by }: Bias): Uint8Array {
  const bytes = readFileSync(path);
  const tensor = rawDataOf(bytes, weights.name);
  const at = 4 * (row * weights.units + unit);
  tensor.writeFloatLE(tensor.readFloatLE(at) + by, at);
  return bytes;
}
