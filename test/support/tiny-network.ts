/** ONNX's numbers for the kinds of values. */
const FLOAT32 = 1;
const INT64 = 7;
const BOOL = 9;
/** Its number for attributes that are one whole number. */
const INT_ATTRIBUTE = 2;
/** And that are a graph. */
const GRAPH_ATTRIBUTE = 5;

interface TinyNetwork {
  /** (batch, channels, height, width); a text is a dynamic dimension. */
  readonly image: readonly (number | string)[];
  /** The channel that is taken out of the maps; one past the end fails when the network runs. */
  readonly unit: bigint;
  /** What that channel is reshaped to. */
  readonly flat: readonly number[];
}

/** The bytes of an ONNX file: the image's ReLU "r", a channel of it "g", and that reshaped to "flat". */
export function tinyNetwork({ image, unit, flat }: TinyNetwork): Uint8Array {
  const axis = bytes(5, [...text(1, 'axis'), ...number(3, 1), ...number(20, INT_ATTRIBUTE)]);
  const graph = [
    ...bytes(1, node('Relu', ['image'], 'r')),
    ...bytes(1, [...node('Gather', ['r', 'unit'], 'g'), ...axis]),
    ...bytes(1, node('Reshape', ['g', 'dims'], 'flat')),
    ...text(2, 'tiny'),
    ...bytes(5, whole('unit', [unit])),
    ...bytes(5, whole('dims', flat.map(BigInt))),
    ...bytes(11, tensor('image', image)),
    ...bytes(12, tensor('flat', null)),
  ];
  return Uint8Array.from([...number(1, 8), ...bytes(7, graph), ...bytes(8, number(2, 17))]);
}

/**
 * The bytes of an ONNX file: the image's ReLU "r", and "slow", which is its sine, of that the sine, and so on more often than
 * anybody waits for. All of it is one call of the runtime.
 */
export function endlessNetwork(image: TinyNetwork['image']): Uint8Array {
  const body = [
    ...bytes(1, node('Identity', ['again'], 'goes on')),
    ...bytes(1, node('Sin', ['before'], 'after')),
    ...text(2, 'body'),
    ...bytes(11, tensor('turn', [], INT64)),
    ...bytes(11, tensor('again', [], BOOL)),
    ...bytes(11, tensor('before', image)),
    ...bytes(12, tensor('goes on', [], BOOL)),
    ...bytes(12, tensor('after', image)),
  ];
  const repeated = bytes(5, [...text(1, 'body'), ...bytes(6, body), ...number(20, GRAPH_ATTRIBUTE)]);
  const graph = [
    ...bytes(1, node('Relu', ['image'], 'r')),
    ...bytes(1, [...node('Loop', ['turns', '', 'r'], 'slow'), ...repeated]),
    ...text(2, 'endless'),
    ...bytes(5, whole('turns', [10n ** 12n])),
    ...bytes(11, tensor('image', image)),
    ...bytes(12, tensor('slow', null)),
  ];
  return Uint8Array.from([...number(1, 8), ...bytes(7, graph), ...bytes(8, number(2, 17))]);
}

/** A constant list of whole numbers. */
function whole(name: string, values: readonly bigint[]): number[] {
  const data = bytes(9, new Uint8Array(BigInt64Array.from(values).buffer));
  return [...text(8, name), ...number(1, values.length), ...number(2, INT64), ...data];
}

function node(op: string, inputs: readonly string[], output: string): number[] {
  return [...inputs.flatMap((input) => text(1, input)), ...text(2, output), ...text(3, output), ...text(4, op)];
}

/** A tensor that comes in or goes out; null leaves its shape out. */
function tensor(name: string, shape: TinyNetwork['image'] | null, kind = FLOAT32): number[] {
  const dims = shape?.flatMap((size) => bytes(1, typeof size === 'number' ? number(1, size) : text(2, size)));
  const type = [...number(1, kind), ...(dims ? bytes(2, dims) : [])];
  return [...text(1, name), ...bytes(2, bytes(1, type))];
}

// The fields of a protobuf message: their number and kind, then a number, or a length and as many bytes.
function number(field: number, value: number): number[] {
  return [...varint(field * 8), ...varint(value)];
}

function bytes(field: number, content: ArrayLike<number>): number[] {
  return [...varint(field * 8 + 2), ...varint(content.length), ...Array.from(content)];
}

function text(field: number, content: string): number[] {
  return bytes(field, new TextEncoder().encode(content));
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
}
