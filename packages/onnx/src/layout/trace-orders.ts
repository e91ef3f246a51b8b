import type { NodeMessage } from '../schema.ts';
import type { Shape } from '../shape.ts';

/** Order of a tensor of four dimensions. */
export type TracedOrder = 'nchw' | 'nhwc';

/** Operators that ONNX defines for (batch, channels, height, width) only; their first input is of that order, too. */
const CHANNELS_FIRST = new Set(
  ['Conv', 'ConvTranspose', 'ConvInteger', 'QLinearConv', 'BatchNormalization', 'InstanceNormalization', 'LRN']
    .concat(['MaxPool', 'AveragePool', 'LpPool', 'GlobalAveragePool', 'GlobalMaxPool', 'GlobalLpPool'])
    .concat(['DepthToSpace', 'SpaceToDepth', 'GridSample', 'GroupNormalization']),
);
/** Operators that leave the order of dimensions as it is. */
const KEEPS_ORDER = new Set(
  ['Relu', 'LeakyRelu', 'PRelu', 'Elu', 'Selu', 'Celu', 'Sigmoid', 'HardSigmoid', 'HardSwish', 'Mish', 'Gelu', 'Tanh']
    .concat(['Softplus', 'Softsign', 'ThresholdedRelu', 'Erf', 'Exp', 'Log', 'Sqrt', 'Abs', 'Neg', 'Clip', 'Cast'])
    .concat(['Add', 'Sub', 'Mul', 'Div', 'Pow', 'Min', 'Max', 'Sum', 'Mean', 'Where', 'Identity', 'Dropout', 'Concat'])
    .concat([
      'Pad',
      'Slice',
      'Split',
      'Tile',
      'Expand',
      'Resize',
      'Upsample',
      'LayerNormalization',
      'QuantizeLinear',
      'DequantizeLinear',
    ]),
);
const TO_LAST = '0,2,3,1';
const TO_FIRST = '0,3,1,2';

/**
 * What operators say of the order in which tensors hold their dimensions: convolutions and pooling have the units first,
 * most others keep what they get, and a transposition turns one order into the other; the model's images are a start. Means
 * something for tensors of four dimensions only. Nodes come in the order of the file, which is the order of computation.
 */
export function traceOrders(
  nodes: readonly NodeMessage[],
  images: readonly { readonly name: string; readonly shape: Shape }[],
): ReadonlyMap<string, TracedOrder> {
  const orders = new Map<string, TracedOrder>(
    images.flatMap(({ name, shape }) => orderOfImage(shape).map((order) => [name, order] as const)),
  );
  for (const node of nodes) {
    const order = orderAfter(node, orders);
    if (order) for (const name of node.output) orders.set(name, order);
    // What a convolution reads was of its order before: a map made of tokens, for instance.
    const [read] = node.input;
    if (CHANNELS_FIRST.has(node.opType) && read !== undefined && !orders.has(read)) orders.set(read, 'nchw');
  }
  return orders;
}

/** Where the three colours are. */
function orderOfImage([, a, , c]: Shape): TracedOrder[] {
  if (a === 3) return ['nchw'];
  return c === 3 ? ['nhwc'] : [];
}

function orderAfter(
  { opType, input, attribute }: NodeMessage,
  orders: ReadonlyMap<string, TracedOrder>,
): TracedOrder | undefined {
  if (CHANNELS_FIRST.has(opType)) return 'nchw';
  if (KEEPS_ORDER.has(opType)) return input.map((name) => orders.get(name)).find(Boolean);
  if (opType !== 'Transpose') return undefined;
  const before = orders.get(input[0] ?? '');
  const order = attribute.find(({ name }) => name === 'perm')?.ints.join(',');
  if (before === 'nchw' && order === TO_LAST) return 'nhwc';
  return before === 'nhwc' && order === TO_FIRST ? 'nchw' : undefined;
}
