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
    ['metadata_props', 14, 'StringStringEntryProto', 'repeated'],
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
    ['sparse_tensors', 23, 'SparseTensorProto', 'repeated'],
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
  SparseTensorProto: [
    ['values', 1, 'TensorProto'],
    ['indices', 2, 'TensorProto'],
    ['dims', 3, 'int64', 'repeated'],
  ],
  StringStringEntryProto: [
    ['key', 1, 'string'],
    ['value', 2, 'string'],
  ],
};
const SCALARS: Readonly<Record<string, Type>> = {
  int64: Type.INT64,
  int32: Type.INT32,
  float: Type.FLOAT,
  double: Type.DOUBLE,
  string: Type.STRING,
  bytes: Type.BYTES,
};

/** Written in one piece, as onnx.proto says: one tag for all values. */
const PACKED = new Set(['float_data', 'int32_data', 'int64_data', 'double_data']);

export interface NamedMessage extends Message {
  name: string;
}
export interface NodeMessage extends NamedMessage {
  input: string[];
  output: string[];
  opType: string;
  attribute: AttributeMessage[];
  /** Empty for the operators of ONNX itself. */
  domain: string;
  /** Which of the functions of one name is meant. */
  overload: string;
}
export interface AttributeMessage extends NamedMessage {
  i: bigint;
  /** A text in UTF-8. */
  s: Uint8Array;
  floats: number[];
  t?: TensorMessage;
  tensors: TensorMessage[];
  sparseTensor?: SparseMessage;
  sparseTensors: SparseMessage[];
  /** Inside a function: the attribute of the call that stands here. */
  refAttrName: string;
  /** Of control flow: a branch, a loop's body. */
  g?: GraphMessage;
  graphs: GraphMessage[];
  ints: bigint[];
}
export interface TensorMessage extends NamedMessage {
  dims: bigint[];
  dataType: number;
  floatData: number[];
  /** Of all types of up to 32 bits that are no floats of 32 bits. */
  int32Data: number[];
  int64Data: bigint[];
  doubleData: number[];
  rawData: Uint8Array;
  externalData: EntryMessage[];
  /** 1 = in another file. */
  dataLocation: number;
}
export interface SparseMessage extends Message {
  values?: TensorMessage;
  indices?: TensorMessage;
  dims: bigint[];
}
export interface EntryMessage extends Message {
  key: string;
  value: string;
}
export interface GraphMessage extends NamedMessage {
  node: NodeMessage[];
  initializer: TensorMessage[];
  input: NamedMessage[];
  output: NamedMessage[];
  valueInfo: NamedMessage[];
  sparseInitializer: SparseMessage[];
}
export interface OpsetMessage extends Message {
  /** Empty for ONNX itself. */
  domain: string;
  version: bigint;
}
/** A function that the file brings along; a node calls it by domain and name. */
export interface FunctionMessage extends NamedMessage {
  domain: string;
  overload: string;
  input: string[];
  output: string[];
  node: NodeMessage[];
  opsetImport: OpsetMessage[];
  attributeProto: AttributeMessage[];
}
export interface ModelMessage extends Message {
  irVersion: bigint;
  graph?: GraphMessage;
  opsetImport: OpsetMessage[];
  /** What a file says of itself. */
  metadataProps: EntryMessage[];
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
        ...(PACKED.has(fieldName) && { options: { packed: true } }),
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
