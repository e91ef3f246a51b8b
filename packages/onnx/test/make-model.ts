import { create, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import { onnxMessage } from '../src/schema.ts';

/** TensorProto.DataType of onnx.proto. */
const TYPES = { float32: 1, int64: 7, bool: 9, float16: 10 } as const;
const INT_ATTRIBUTE = 2;
const STRING_ATTRIBUTE = 3;
const INTS_ATTRIBUTE = 7;
const GRAPH_ATTRIBUTE = 5;

export interface MadeValue {
  readonly name: string;
  /** A text is a dynamic dimension; null leaves the shape out. */
  readonly shape: readonly (number | string)[] | null;
  /** float32 */
  readonly type?: keyof typeof TYPES;
}
export interface MadeNode {
  readonly op: string;
  readonly input: readonly string[];
  readonly output: readonly string[];
  readonly attributes?: Readonly<Record<string, number | string | readonly number[] | MadeModel>>;
}
export interface MadeModel {
  readonly inputs: readonly MadeValue[];
  readonly nodes: readonly MadeNode[];
  readonly outputs: readonly MadeValue[];
  /** Weights; default none. */
  readonly weights?: readonly {
    name: string;
    dims: readonly number[];
    data: Float32Array | BigInt64Array | Uint8Array;
  }[];
  /** Keeps this weight in another file. */
  readonly external?: string;
}

/** The bytes of a small ONNX model. */
export function makeModel(made: MadeModel): Uint8Array {
  const model = { irVersion: 8n, opsetImport: [{ version: 17n }], graph: makeGraph(made) };
  const description = onnxMessage('ModelProto');
  return toBinary(description, create(description, model as MessageInitShape<typeof description>));
}

function makeGraph({ inputs, nodes, outputs, weights = [], external }: MadeModel) {
  return {
    name: 'made',
    node: nodes.map(({ op, input, output, attributes = {} }) => ({
      opType: op,
      name: output[0],
      input,
      output,
      attribute: Object.entries(attributes).map(([name, value]) => makeAttribute(name, value)),
    })),
    input: inputs.map(valueInfo),
    output: outputs.map(valueInfo),
    initializer: weights.map(({ name, dims, data }) => ({
      name,
      dims: dims.map(BigInt),
      dataType: data instanceof Float32Array ? TYPES.float32 : data instanceof Uint8Array ? TYPES.bool : TYPES.int64,
      rawData: new Uint8Array(data.buffer),
      ...(name === external && { dataLocation: 1 }),
    })),
  };
}

function makeAttribute(name: string, value: number | string | readonly number[] | MadeModel): object {
  if (typeof value === 'string') return { name, s: new TextEncoder().encode(value), type: STRING_ATTRIBUTE };
  if (typeof value === 'number') return { name, i: BigInt(value), type: INT_ATTRIBUTE };
  if ('nodes' in value) return { name, g: makeGraph(value), type: GRAPH_ATTRIBUTE };
  return { name, ints: value.map(BigInt), type: INTS_ATTRIBUTE };
}

function valueInfo({ name, shape, type = 'float32' }: MadeValue) {
  const dim = shape?.map((size) => (typeof size === 'number' ? { dimValue: BigInt(size) } : { dimParam: size }));
  return { name, type: { tensorType: { elemType: TYPES[type], ...(dim && { shape: { dim } }) } } };
}
