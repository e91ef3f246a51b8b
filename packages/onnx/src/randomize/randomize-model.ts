import { toBinary } from '@bufbuild/protobuf';
import { ModelLoadError } from '@strata/domain';
import { readModelFile } from '../model-file.ts';
import { type ModelMessage, onnxMessage, type TensorMessage } from '../schema.ts';
import { type ParameterRole, parameterRoles } from './parameter-roles.ts';
import { uniformFor } from './uniform.ts';

/** TensorProto.DataType.FLOAT */
const FLOAT32 = 1;

export interface RandomizedModel {
  readonly bytes: Uint8Array;
  /** Tensors drawn anew, and tensors set to a constant. */
  readonly weights: number;
  readonly constants: number;
}

/**
 * The same graph untrained: weights of convolutions and matrix products drawn anew, uniform in ±√(6 / inputs) (He et
 * al. 2015, "Kaiming", for rectified layers), biases 0, normalizations reset to scale 1, bias 0, mean 0, variance 1.
 * Other constants stay. The same seed gives the same bytes on every machine.
 * @throws ModelLoadError when the file isn't ONNX, has no such weight, or keeps one in another type than float32.
 */
export async function randomizeModel(path: string, { seed }: { readonly seed: number }): Promise<RandomizedModel> {
  const file = await readModelFile(path);
  const roles = parameterRoles(file.graph);
  let weights = 0;
  const initializer = file.graph.initializer.map((tensor) => {
    const role = roles.get(tensor.name);
    if (!role) return tensor;
    if (tensor.dataType !== FLOAT32) throw otherType(path, tensor);
    if (role.kind === 'weight') weights += 1;
    return { ...tensor, floatData: [], rawData: draw(tensor, { role, seed }) };
  });
  if (weights === 0) {
    throw new ModelLoadError(
      `${path}: expected weights of Conv, ConvTranspose, Gemm or MatMul among the model's initializers, found none. Export the network with its weights as initializers.`,
      { context: { file: path } },
    );
  }
  const message = { ...file.message, graph: { ...file.graph, initializer } } as ModelMessage;
  return { bytes: toBinary(onnxMessage('ModelProto'), message), weights, constants: roles.size - weights };
}

function draw(
  { name, dims }: TensorMessage,
  { role, seed }: { readonly role: ParameterRole; readonly seed: number },
): Uint8Array {
  const values = new Float32Array(dims.reduce((product, size) => product * Number(size), 1));
  if (role.kind === 'fill') values.fill(role.value);
  else {
    const next = uniformFor(name, { seed });
    const bound = Math.sqrt(6 / Math.max(1, role.fanIn));
    for (let i = 0; i < values.length; i += 1) values[i] = bound * next();
  }
  return new Uint8Array(values.buffer);
}

function otherType(path: string, tensor: TensorMessage): ModelLoadError {
  return new ModelLoadError(
    `${path}: expected float32 parameters, found type ${tensor.dataType} (TensorProto.DataType) in "${tensor.name}". Export the model in float32.`,
    { context: { file: path, tensor: tensor.name } },
  );
}
