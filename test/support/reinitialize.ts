import { readFileSync } from 'node:fs';
import { createRandom } from '@strata/statistics';

export interface Reinitialized {
  /** Names of the convolution's initializers, which lie in the file as raw float32. */
  readonly weights: { readonly name: string; readonly units: number };
  readonly biases: string;
  /** To be drawn anew. */
  readonly units: readonly number[];
  readonly seed: number;
}

/**
 * The bytes of an ONNX file in which some units of a convolution have weights drawn anew, uniform in ±√(6 / inputs), and no
 * bias; all others are those of the file, which is as long as it was.
 */
export function reinitializeUnits(path: string, { weights, biases, units, seed }: Reinitialized): Uint8Array {
  const bytes = readFileSync(path);
  const random = createRandom(seed);
  const tensor = rawDataOf(bytes, weights.name);
  const size = tensor.length / Float32Array.BYTES_PER_ELEMENT / weights.units;
  const bound = Math.sqrt(6 / size);
  for (const unit of units) {
    for (let i = unit * size; i < (unit + 1) * size; i += 1)
      tensor.writeFloatLE((2 * random.next() - 1) * bound, 4 * i);
  }
  const offsets = rawDataOf(bytes, biases);
  for (const unit of units) offsets.writeFloatLE(0, 4 * unit);
  return bytes;
}

/** Of a TensorProto: field 8, the name, is followed by field 9, the raw data with their length. */
export function rawDataOf(bytes: Buffer, name: string): Buffer {
  const mark = Buffer.concat([Buffer.of(0x42, name.length), Buffer.from(name), Buffer.of(0x4a)]);
  const found = bytes.indexOf(mark);
  if (found < 0) throw new Error(`Expected an initializer ${name} with raw data.`);
  let [at, length, shift] = [found + mark.length, 0, 0];
  for (let more = true; more; at += 1, shift += 7) {
    const byte = bytes[at] as number;
    length += (byte & 127) << shift;
    more = byte > 127;
  }
  return bytes.subarray(at, at + length);
}
