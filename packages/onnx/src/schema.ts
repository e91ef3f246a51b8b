import { create, createFileRegistry, type DescMessage, type Message } from '@bufbuild/protobuf';
import {
  FileDescriptorProtoSchema,
  FieldDescriptorProto_Label as Label,
  FieldDescriptorProto_Type as Type,
} from '@bufbuild/protobuf/wkt';

type Field = readonly [name: string, number: number, type: string, repeated?: 'repeated'];

/** The part of onnx.proto that is read, changed or made; everything else passes through as unknown fields. */
const MESSAGES: Readonly<Record<string, readonly Field[]>> = {
  ModelProto: [
    ['ir_version', 1, 'int64'],
    ['graph', 7, 'GraphProto'],
    ['opset_import', 8, 'OperatorSetIdProto', 'repeated'],
    ['functions', 25, 'FunctionProto', 'repeated'],
  ],
  OperatorSetIdProto: [
    ['domain', 1, 'string'],
    ['version', 2, 'int64'],
  ],
  FunctionProto: [
    ['name', 1, 'string'],
    ['input', 4, 'string', 'repeated'],
    ['output', 5, 'string', 'repeated'],
    ['attribute', 6, 'string', 'repeated'],
    ['node', 7, 'NodeProto', 'repeated'],
    ['opset_import', 9, 'OperatorSetIdProto', 'repeated'],
    ['domain', 10, 'string'],
    ['attribute_proto', 11, 'AttributeProto', 'repeated'],
    ['overload', 13, 'string'],
  ],
  GraphProto: [
    ['node', 1, 'NodeProto', 'repeated'],
    ['name', 2, 'string'],
    ['initializer', 5, 'TensorProto', 'repeated'],
    ['input', 11, 'ValueInfoProto', 'repeated'],
    ['output', 12, 'ValueInfoProto', 'repeated'],
    ['value_info', 13, 'ValueInfoProto', 'repeated'],
    ['sparse_initializer', 15, 'SparseTensorProto', 'repeated'],
  ],
  SparseTensorProto: [
    ['values', 1, 'TensorProto'],
    ['indices', 2, 'TensorProto'],
    ['dims', 3, 'int64', 'repeated'],
  ],
  NodeProto: [
    ['input', 1, 'string', 'repeated'],
    ['output', 2, 'string', 'repeated'],
    ['name', 3, 'string'],
    ['op_type', 4, 'string'],
    ['attribute', 5, 'AttributeProto', 'repeated'],
    ['domain', 7, 'string'],
    ['overload', 8, 'string'],
  ],
  AttributeProto: [
    ['name', 1, 'string'],
    ['f', 2, 'float'],
    ['i', 3, 'int64'],
    ['s', 4, 'bytes'],
    ['t', 5, 'TensorProto'],
    ['g', 6, 'GraphProto'],
    ['floats', 7, 'float', 'repeated'],
    ['ints', 8, 'int64', 'repeated'],
    ['tensors', 10, 'TensorProto', 'repeated'],
    ['graphs', 11, 'GraphProto', 'repeated'],
    ['type', 20, 'int32'],
    ['ref_attr_name', 21, 'string'],
    ['sparse_tensor', 22, 'SparseTensorProto'],
  ],
  ValueInfoProto: [
    ['name', 1, 'string'],
    ['type', 2, 'TypeProto'],
  ],
  TypeProto: [['tensor_type', 1, 'TensorTypeProto']],
  TensorTypeProto: [
    ['elem_type', 1, 'int32'],
    ['shape', 2, 'TensorShapeProto'],
  ],
  TensorShapeProto: [['dim', 1, 'DimensionProto', 'repeated']],
  DimensionProto: [
    ['dim_value', 1, 'int64'],
    ['dim_param', 2, 'string'],
  ],
  TensorProto: [
    ['dims', 1, 'int64', 'repeated'],
    ['data_type', 2, 'int32'],
    ['float_data', 4, 'float', 'repeated'],
    ['int32_data', 5, 'int32', 'repeated'],
    ['int64_data', 7, 'int64', 'repeated'],
    ['name', 8, 'string'],
    ['raw_data', 9, 'bytes'],
    ['double_data', 10, 'double', 'repeated'],
    ['external_data', 13, 'StringStringEntryProto', 'repeated'],
    ['data_location', 14, 'int32'],
  ],
  StringStringEntryProto: [],
};
const SCALARS: Readonly<Record<string, Type>> = {
  int64: Type.INT64,
  int32: Type.INT32,
  float: Type.FLOAT,
  double: Type.DOUBLE,
  string: Type.STRING,
  bytes: Type.BYTES,
};

export interface NamedMessage extends Message {
  name: string;
}
export interface NodeMessage extends NamedMessage {
  input: string[];
  output: string[];
  opType: string;
  domain: string;
  /** Which of the functions of one name is meant. */
  overload: string;
  attribute: AttributeMessage[];
}
export interface AttributeMessage extends NamedMessage {
  f: number;
  i: bigint;
  s: Uint8Array;
  t?: TensorMessage;
  /** Of control flow: a branch, a loop's body. */
  g?: GraphMessage;
  graphs: GraphMessage[];
  ints: bigint[];
  floats: number[];
  tensors: TensorMessage[];
  /** Inside a function: takes the value that the call gives to the attribute of this name. */
  refAttrName: string;
  sparseTensor?: SparseTensorMessage;
}
export interface SparseTensorMessage extends Message {
  /** Those that aren't zero; its name is the whole tensor's. */
  values?: TensorMessage;
  dims: bigint[];
}
export interface TensorMessage extends NamedMessage {
  dims: bigint[];
  dataType: number;
  floatData: number[];
  int32Data: number[];
  int64Data: bigint[];
  doubleData: number[];
  rawData: Uint8Array;
  externalData: Message[];
  dataLocation: number;
}
export interface GraphMessage extends NamedMessage {
  node: NodeMessage[];
  initializer: TensorMessage[];
  input: NamedMessage[];
  output: NamedMessage[];
  valueInfo: NamedMessage[];
  sparseInitializer: SparseTensorMessage[];
}
export interface OperatorSetMessage extends Message {
  domain: string;
  version: bigint;
}
/** An operator that the model itself defines. */
export interface FunctionMessage extends NamedMessage {
  domain: string;
  overload: string;
  input: string[];
  output: string[];
  /** Names of attributes without defaults. */
  attribute: string[];
  node: NodeMessage[];
  opsetImport: OperatorSetMessage[];
  /** Attributes with defaults. */
  attributeProto: AttributeMessage[];
}
export interface ModelMessage extends Message {
  irVersion: bigint;
  graph?: GraphMessage;
  opsetImport: OperatorSetMessage[];
  functions: FunctionMessage[];
}

const registry = createFileRegistry(
  create(FileDescriptorProtoSchema, {
    name: 'onnx.proto',
    package: 'onnx',
    syntax: 'proto2',
    messageType: Object.entries(MESSAGES).map(([name, fields]) => ({
      name,
      field: fields.map(([fieldName, number, type, repeated]) => ({
        name: fieldName,
        number,
        label: repeated ? Label.REPEATED : Label.OPTIONAL,
        ...(SCALARS[type] === undefined ? { type: Type.MESSAGE, typeName: `.onnx.${type}` } : { type: SCALARS[type] }),
      })),
    })),
  }),
  () => undefined,
);

/**
 * The description of an ONNX message by its name in onnx.proto.
 * @throws RangeError for a message that isn't described here.
 */
export function onnxMessage(name: string): DescMessage {
  const message = registry.getMessage(`onnx.${name}`);
  if (message === undefined) throw new RangeError(`No ONNX message ${name} is described.`);
  return message;
}
