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
  ],
  OperatorSetIdProto: [['version', 2, 'int64']],
  GraphProto: [
    ['node', 1, 'NodeProto', 'repeated'],
    ['name', 2, 'string'],
    ['initializer', 5, 'TensorProto', 'repeated'],
    ['input', 11, 'ValueInfoProto', 'repeated'],
    ['output', 12, 'ValueInfoProto', 'repeated'],
    ['value_info', 13, 'ValueInfoProto', 'repeated'],
  ],
  NodeProto: [
    ['input', 1, 'string', 'repeated'],
    ['output', 2, 'string', 'repeated'],
    ['name', 3, 'string'],
    ['op_type', 4, 'string'],
    ['attribute', 5, 'AttributeProto', 'repeated'],
  ],
  AttributeProto: [
    ['name', 1, 'string'],
    ['i', 3, 'int64'],
    ['s', 4, 'bytes'],
    ['g', 6, 'GraphProto'],
    ['ints', 8, 'int64', 'repeated'],
    ['graphs', 11, 'GraphProto', 'repeated'],
    ['type', 20, 'int32'],
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
    ['name', 8, 'string'],
    ['raw_data', 9, 'bytes'],
    ['external_data', 13, 'StringStringEntryProto', 'repeated'],
    ['data_location', 14, 'int32'],
  ],
  StringStringEntryProto: [],
};
const SCALARS: Readonly<Record<string, Type>> = {
  int64: Type.INT64,
  int32: Type.INT32,
  float: Type.FLOAT,
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
  attribute: AttributeMessage[];
}
export interface AttributeMessage extends NamedMessage {
  i: bigint;
  /** UTF-8. */
  s: Uint8Array;
  /** Of control flow: a branch, a loop's body. */
  g?: GraphMessage;
  graphs: GraphMessage[];
  ints: bigint[];
}
export interface TensorMessage extends NamedMessage {
  dims: bigint[];
  dataType: number;
  floatData: number[];
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
}
export interface ModelMessage extends Message {
  irVersion: bigint;
  graph?: GraphMessage;
  opsetImport: Message[];
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
