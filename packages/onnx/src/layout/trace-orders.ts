import { imageForm } from '../image-form.ts';
import type { NodeMessage } from '../schema.ts';
import type { Shape } from '../shape.ts';
import { isKnownOperator } from './trace/known-operator.ts';
import { PLACE_BY_PLACE } from './trace/value-operators.ts';

/** Order of a tensor of four dimensions. */
export type MapOrder = 'nchw' | 'nhwc';

/** Operators that ONNX defines for (batch, channels, height, width) only; their first input is of that order, too. */
const CHANNELS_FIRST = new Set(
  (
    'Conv ConvTranspose ConvInteger QLinearConv BatchNormalization InstanceNormalization LRN MaxPool AveragePool LpPool ' +
    'GlobalAveragePool GlobalMaxPool GlobalLpPool DepthToSpace SpaceToDepth GridSample GroupNormalization'
  ).split(' '),
);
/** Operators that leave the order of dimensions as it is. */
const KEEPS_ORDER = new Set([
  ...PLACE_BY_PLACE,
  ...'Concat Pad Slice Split Tile Expand Resize Upsample QLinearAdd QLinearMul'.split(' '),
]);
const TO_LAST = '0,2,3,1';
const TO_FIRST = '0,3,1,2';

/**
 * What operators say of the order in which tensors hold their dimensions, where an operator before them isn't known and
 * nothing can be followed from the image: convolutions and pooling have the units first, most others keep what they get,
 * and a transposition turns one order into the other; the model's images are a start. That places are the image's is not
 * said. Means something for tensors of four dimensions only. Nodes come in the order of the file, which is the order of
 * computation.
 */
export function traceOrders(
  nodes: readonly NodeMessage[],
  images: readonly { readonly name: string; readonly shape: Shape }[],
): ReadonlyMap<string, MapOrder> {
  const orders = new Map<string, MapOrder>();
  for (const { name, shape } of images) {
    const { layout, channels } = imageForm(shape);
    if (channels === 1 || channels === 3) orders.set(name, layout);
  }
  for (const node of nodes.filter(isKnownOperator)) {
    const order = orderAfter(node, orders);
    if (order) for (const name of node.output) orders.set(name, order);
    // What a convolution reads was of its order before: a map made of tokens, for instance.
    const [read] = node.input;
    if (CHANNELS_FIRST.has(node.opType) && read !== undefined && !orders.has(read)) orders.set(read, 'nchw');
  }
  return orders;
}

function orderAfter(
  { opType, input, attribute }: NodeMessage,
  orders: ReadonlyMap<string, MapOrder>,
): MapOrder | undefined {
  if (CHANNELS_FIRST.has(opType)) return 'nchw';
  if (KEEPS_ORDER.has(opType)) return input.map((name) => orders.get(name)).find(Boolean);
  if (opType !== 'Transpose') return undefined;
  const before = orders.get(input[0] ?? '');
  const order = attribute.find(({ name }) => name === 'perm')?.ints.join(',');
  if (before === 'nchw' && order === TO_LAST) return 'nhwc';
  return before === 'nhwc' && order === TO_FIRST ? 'nchw' : undefined;
}
