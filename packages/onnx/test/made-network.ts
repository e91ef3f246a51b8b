import { create, toBinary } from '@bufbuild/protobuf';
import { DATA_TYPES, encodeNumbers } from '../src/randomize/number-types.ts';
import { onnxMessage } from '../src/schema.ts';

/** AttributeProto.AttributeType */
const ATTRIBUTES = { f: 1, i: 2, s: 3, t: 4, g: 5, floats: 6, ints: 7, sparseTensor: 11 } as const;

type Type = keyof typeof DATA_TYPES;
export type Attribute = number | string | readonly number[] | Partial<Record<keyof typeof ATTRIBUTES, unknown>>;

/** A tensor whose numbers are kept as bytes. */
export function tensor(
  name: string,
  dims: readonly number[],
  numbers: Iterable<number>,
  type: Type = 'float32',
): object {
  const dataType = DATA_TYPES[type];
  const values = [...numbers];
  const rawData =
    type === 'int64'
      ? new Uint8Array(BigInt64Array.from(values, BigInt).buffer)
      : encodeNumbers(Float32Array.from(values), dataType);
  return { name, dims: dims.map(BigInt), dataType, rawData };
}

/** A node; whole numbers, texts and lists of whole numbers become attributes of their type, others say theirs. */
export function node(
  op: string,
  input: readonly string[],
  output: readonly string[],
  attributes: Readonly<Record<string, Attribute>> = {},
  domain = '',
): object {
  const attribute = Object.entries(attributes).map(([name, value]) => attributeOf(name, value));
  return { opType: op, name: output[0], input, output, domain, attribute };
}

function attributeOf(name: string, value: Attribute): object {
  if (typeof value === 'number') return { name, i: BigInt(value), type: ATTRIBUTES.i };
  if (typeof value === 'string') return { name, s: new TextEncoder().encode(value), type: ATTRIBUTES.s };
  if (Array.isArray(value)) return { name, ints: value.map(BigInt), type: ATTRIBUTES.ints };
  const [kind] = Object.keys(value) as (keyof typeof ATTRIBUTES)[];
  return { name, ...value, type: ATTRIBUTES[kind as keyof typeof ATTRIBUTES] };
}

/** A value of a graph with its dimensions; a text is an open one, null leaves the shape out. */
export function value(
  name: string,
  shape: readonly (number | string)[] | null,
  type: Type | 'bool' = 'float32',
): object {
  const dim = shape?.map((size) => (typeof size === 'number' ? { dimValue: BigInt(size) } : { dimParam: size }));
  const elemType = type === 'bool' ? 9 : DATA_TYPES[type];
  return { name, type: { tensorType: { elemType, ...(dim && { shape: { dim } }) } } };
}

export interface MadeNetwork {
  readonly nodes: readonly object[];
  readonly tensors?: readonly object[];
  readonly sparse?: readonly object[];
  readonly functions?: readonly object[];
  /** (1, 3, 8, 8), "image" */
  readonly image?: readonly number[];
  /** "logits", shape open. */
  readonly output?: string;
  readonly opset?: number;
  readonly ir?: number;
}

/** The bytes of a network that makes "logits" of "image". */
export function madeNetwork({ nodes, tensors = [], image = [1, 3, 8, 8], ...made }: MadeNetwork): Uint8Array {
  const description = onnxMessage('ModelProto');
  const isOld = (made.ir ?? 8) < 4;
  const declared = tensors.map((one) => one as { name: string; dims: bigint[] });
  const model = {
    irVersion: BigInt(made.ir ?? 8),
    opsetImport: [
      { domain: '', version: BigInt(made.opset ?? 17) },
      { domain: 'com.microsoft', version: 1n },
      { domain: 'own', version: 1n },
    ],
    functions: made.functions ?? [],
    graph: {
      name: 'made',
      node: nodes,
      initializer: tensors,
      sparseInitializer: made.sparse ?? [],
      input: [value('image', image), ...(isOld ? declared.map(({ name, dims }) => value(name, dims.map(Number))) : [])],
      output: [value(made.output ?? 'logits', null)],
    },
  };
  return toBinary(description, create(description, model as unknown as Record<string, unknown>));
}
