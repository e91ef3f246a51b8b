import { create, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { type ModelMessage, onnxMessage } from '../src/schema.ts';

/** TensorProto.DataType of onnx.proto. */
const TYPES = { float32: 1, uint8: 2, int8: 3, int32: 6, int64: 7, bool: 9, float16: 10 } as const;
const INT_ATTRIBUTE = 2;
const STRING_ATTRIBUTE = 3;
const INTS_ATTRIBUTE = 7;
const TENSOR_ATTRIBUTE = 4;
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
  readonly attributes?: Readonly<
    Record<string, number | string | readonly number[] | MadeModel | MadeWeight | MadeReference>
  >;
  /** ONNX's own */
  readonly domain?: string;
  /** The node's own name; default its first output's. */
  readonly name?: string;
  /** What an exporter notes of it: metadata_props. */
  readonly metadata?: Readonly<Record<string, string>>;
}
/** Of a function's node: the attribute of the call. */
export interface MadeReference {
  readonly refers: string;
}
export interface MadeWeight {
  readonly name: string;
  readonly dims: readonly number[];
  readonly data: Float32Array | BigInt64Array | Uint8Array | Int8Array | Int32Array;
  /** By the kind of array; bytes are bool. */
  readonly type?: keyof typeof TYPES;
  /** Keeps the values elsewhere: fields of external_data. */
  readonly elsewhere?: Readonly<Record<string, string>>;
}
/** A function that the file brings along, in the domain "own". */
export interface MadeFunction {
  readonly name: string;
  readonly input: readonly string[];
  readonly output: readonly string[];
  readonly nodes: readonly MadeNode[];
  /** Names of attributes that a call gives. */
  readonly attributes?: readonly string[];
}
export interface MadeModel {
  readonly inputs: readonly MadeValue[];
  readonly nodes: readonly MadeNode[];
  readonly outputs: readonly MadeValue[];
  /** Weights; default none. */
  readonly weights?: readonly MadeWeight[];
  /** 17 */
  readonly opset?: number;
  /** 8 */
  readonly irVersion?: number;
  readonly functions?: readonly MadeFunction[];
  /** Weights that are zero but for some values, whose places are counted through. */
  readonly sparse?: readonly { values: MadeWeight; indices: MadeWeight; dims: readonly number[] }[];
  /** Keeps this weight in another file. */
  readonly external?: string;
}

/** The bytes of a small ONNX model. */
export function makeModel(made: MadeModel): Uint8Array {
  const own = { domain: '', version: BigInt(made.opset ?? 17) };
  const functions = (made.functions ?? []).map(({ nodes, attributes = [], ...rest }) => ({
    ...rest,
    domain: 'own',
    attribute: attributes,
    node: nodes.map(makeNode),
    opsetImport: [own],
  }));
  const opsetImport = functions.length > 0 ? [own, { domain: 'own', version: 1n }] : [own];
  const model = { irVersion: BigInt(made.irVersion ?? 8), opsetImport, graph: makeGraph(made), functions };
  const description = onnxMessage('ModelProto');
  const message = create(description, model as MessageInitShape<typeof description>) as ModelMessage;
  for (const [i, { metadata = {} }] of made.nodes.entries()) noteMetadata(message, { node: i, metadata });
  return toBinary(description, message);
}

/** The schema leaves what is noted of nodes alone, so it is written as a field that nobody knows. */
function noteMetadata(
  { graph }: ModelMessage,
  { node, metadata }: { readonly node: number; readonly metadata: Readonly<Record<string, string>> },
): void {
  const entry = onnxMessage('StringStringEntryProto');
  const noted = Object.entries(metadata).map(([key, value]) => ({
    no: 9,
    wireType: WireType.LengthDelimited,
    data: new BinaryWriter()
      .bytes(toBinary(entry, create(entry, { key, value } as MessageInitShape<typeof entry>)))
      .finish(),
  }));
  if (noted.length > 0 && graph?.node[node]) graph.node[node].$unknown = noted;
}

function makeGraph({ inputs, nodes, outputs, weights = [], external, sparse = [] }: MadeModel) {
  return {
    name: 'made',
    node: nodes.map(makeNode),
    input: inputs.map(valueInfo),
    output: outputs.map(valueInfo),
    sparseInitializer: sparse.map(({ values, indices, dims }) => ({
      values: makeTensor(values),
      indices: makeTensor(indices),
      dims: dims.map(BigInt),
    })),
    initializer: weights.map((weight) => ({
      ...makeTensor(weight),
      ...(weight.name === external && { dataLocation: 1 }),
    })),
  };
}

function makeNode({ op, input, output, attributes = {}, domain = '', name = output[0] }: MadeNode) {
  return {
    opType: op,
    name,
    input,
    output,
    domain,
    attribute: Object.entries(attributes).map(([name, value]) => makeAttribute(name, value)),
  };
}

function makeTensor({ name, dims, data, type = typeOf(data), elsewhere }: MadeWeight) {
  const about = { name, dims: dims.map(BigInt), dataType: TYPES[type] };
  if (elsewhere === undefined)
    return { ...about, rawData: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) };
  const externalData = Object.entries(elsewhere).map(([key, value]) => ({ key, value }));
  return { ...about, externalData, dataLocation: 1 };
}

function typeOf(data: MadeWeight['data']): keyof typeof TYPES {
  if (data instanceof Float32Array) return 'float32';
  if (data instanceof Uint8Array) return 'bool';
  if (data instanceof Int8Array) return 'int8';
  return data instanceof Int32Array ? 'int32' : 'int64';
}

function makeAttribute(name: string, value: NonNullable<MadeNode['attributes']>[string]): object {
  if (typeof value === 'string') return { name, s: new TextEncoder().encode(value), type: STRING_ATTRIBUTE };
  if (typeof value === 'number') return { name, i: BigInt(value), type: INT_ATTRIBUTE };
  if ('refers' in value) return { name, refAttrName: value.refers, type: INT_ATTRIBUTE };
  if ('data' in value) return { name, t: makeTensor(value), type: TENSOR_ATTRIBUTE };
  if ('nodes' in value) return { name, g: makeGraph(value), type: GRAPH_ATTRIBUTE };
  return { name, ints: value.map(BigInt), type: INTS_ATTRIBUTE };
}

function valueInfo({ name, shape, type = 'float32' }: MadeValue) {
  const dim = shape?.map((size) => (typeof size === 'number' ? { dimValue: BigInt(size) } : { dimParam: size }));
  return { name, type: { tensorType: { elemType: TYPES[type], ...(dim && { shape: { dim } }) } } };
}
