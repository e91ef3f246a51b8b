import { readFileSync } from 'node:fs';
import { fromBinary, toBinary } from '@bufbuild/protobuf';
import { createRandom } from '@strata/statistics';
import { onnxMessage } from '../src/schema.ts';

/**
 * The bytes of a network in which some units of a convolution have weights drawn anew, uniform in ±√(6 / inputs), and no
 * bias; all others are those of the file.
 */
export function reinitializeUnits(
  path: string,
  { weights, biases, units, seed }: { weights: string; biases: string; units: readonly number[]; seed: number },
): Uint8Array {
  const message = fromBinary(onnxMessage('ModelProto'), readFileSync(path)) as unknown as {
    graph: { initializer: { name: string; dims: bigint[]; rawData: Uint8Array }[] };
  };
  const random = createRandom(seed);
  for (const [name, draw] of [
    [weights, true],
    [biases, false],
  ] as const) {
    const tensor = message.graph.initializer.find((one) => one.name === name);
    if (!tensor) throw new Error(`${path}: expected an initializer ${name}.`);
    const size = tensor.dims.slice(1).reduce((product, dim) => product * Number(dim), 1);
    const values = new Float32Array(Uint8Array.from(tensor.rawData).buffer);
    const bound = Math.sqrt(6 / size);
    for (const unit of units) {
      for (let i = unit * size; i < (unit + 1) * size; i += 1) values[i] = draw ? (2 * random.next() - 1) * bound : 0;
    }
    tensor.rawData = new Uint8Array(values.buffer);
  }
  return toBinary(onnxMessage('ModelProto'), message as never);
}
