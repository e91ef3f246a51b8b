import { BrokenPlaces, combineDims, type Dim, plain } from './axes.ts';
import { fromFront, inputOf, integersOf, intOf, type NodeContext, type Operator } from './node-context.ts';
import { plainDims } from './reshape-dims.ts';

/** Of one input, place by place; others only say how. */
const OF_ONE = (
  'Relu LeakyRelu PRelu Elu Selu Celu Sigmoid HardSigmoid HardSwish Mish Gelu Tanh Softplus Softsign ThresholdedRelu ' +
  'Erf Exp Log Sqrt Abs Neg Clip Cast CastLike Identity Dropout Reciprocal Ceil Floor Round Sign Not IsNaN IsInf Sin Cos Atan ' +
  'Softmax LogSoftmax Hardmax LpNormalization BatchNormalization InstanceNormalization GroupNormalization LayerNormalization ' +
  'RMSNormalization MeanVarianceNormalization LRN SimplifiedLayerNormalization CumSum Shrink Swish Trilu ' +
  'QuantizeLinear DequantizeLinear DynamicQuantizeLinear QLinearSigmoid QLinearLeakyRelu QLinearSoftmax ' +
  'FastGelu BiasGelu QuickGelu'
).split(' ');
/** Of several, place by place. */
const OF_ALL = (
  'Add Sub Mul Div Pow Min Max Sum Mean Mod Where Equal Greater GreaterOrEqual Less LessOrEqual And Or Xor ' +
  'SkipLayerNormalization SkipSimplifiedLayerNormalization'
).split(' ');
/** Operators whose answer has its dimensions in the order of what they read. */
export const PLACE_BY_PLACE: readonly string[] = [...OF_ONE, ...OF_ALL];
const REDUCING = (
  'ReduceMean ReduceSum ReduceMax ReduceMin ReduceProd ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceSumSquare ' +
  'ArgMax ArgMin'
).split(' ');

/** Operators that compute values, and where their results lie. */
export const VALUES: Readonly<Record<string, Operator>> = {
  ...Object.fromEntries(OF_ONE.map((op) => [op, ofOne])),
  ...Object.fromEntries(OF_ALL.map((op) => [op, ofAll])),
  ...Object.fromEntries(REDUCING.map((op) => [op, reduce])),
  QLinearAdd: (context) => [combineAll([inputOf(context, 0), inputOf(context, 3)])],
  QLinearMul: (context) => [combineAll([inputOf(context, 0), inputOf(context, 3)])],
  MatMul: (context) => [multiply(inputOf(context, 0), inputOf(context, 1))],
  MatMulInteger: (context) => [multiply(inputOf(context, 0), inputOf(context, 1))],
  QLinearMatMul: (context) => [multiply(inputOf(context, 0), inputOf(context, 3))],
  Gemm: (context) => [
    multiply(
      turned(inputOf(context, 0), intOf(context, 'transA')),
      turned(inputOf(context, 1), intOf(context, 'transB')),
    ),
  ],
  Einsum: sumUp,
  Attention: attend,
  MultiHeadAttention: attend,
  LSTM: recur,
  GRU: recur,
  RNN: recur,
  Shape: ofNothing,
  Size: ofNothing,
  NonZero: ofNothing,
};

function ofOne(context: NodeContext): (readonly Dim[])[] {
  const dims = inputOf(context);
  // Means and deviations that normalizations give beside have fewer places.
  return context.shapes.map((shape, i) => (i === 0 ? dims : plainDims(shape)));
}

function ofAll({ inputs, shapes }: NodeContext): (readonly Dim[])[] {
  const joined = combineAll(inputs.filter((dims) => dims !== null));
  return shapes.map((shape, i) => (i === 0 ? joined : plainDims(shape)));
}

/** Dimensions are matched from the last on. */
function combineAll(all: readonly (readonly Dim[])[]): Dim[] {
  const rank = Math.max(0, ...all.map((dims) => dims.length));
  return Array.from({ length: rank }, (_, i) =>
    all.map((dims) => dims[i - rank + dims.length] ?? []).reduce(combineDims, []),
  );
}

function reduce(context: NodeContext): (readonly Dim[])[] {
  const dims = inputOf(context);
  const arg = intOf(context, 'axis') ?? (context.node.opType.startsWith('Arg') ? 0 : null);
  const axes = arg === null ? integersOf(context, 'axes', 1) : [arg];
  const reduced = axes?.length ? axes.map((axis) => fromFront(axis, dims.length)) : dims.map((_, i) => i);
  if (intOf(context, 'keepdims') === 0) return [dims.filter((_, i) => !reduced.includes(i))];
  return [dims.map((dim, i) => (reduced.includes(i) ? [] : dim))];
}

/** Rows of the one with columns of the other; what they share is summed up. */
function multiply(a: readonly Dim[], b: readonly Dim[]): Dim[] {
  const many = combineAll([a.slice(0, -2), b.slice(0, -2)]);
  const rows = a.length > 1 ? [a.at(-2) as Dim] : [];
  const columns = b.length > 1 ? [b.at(-1) as Dim] : [];
  return [...many, ...rows, ...columns];
}

/** Letters name dimensions: those of the answer are what the inputs' of that name count together. */
function sumUp({ node, inputs }: NodeContext): (Dim[] | null)[] {
  const equation = new TextDecoder().decode(node.attribute.find(({ name }) => name === 'equation')?.s);
  const [, from = '', to = ''] = /^([A-Za-z,]+)->([A-Za-z]*)$/u.exec(equation.replaceAll(' ', '')) ?? [];
  const terms = from.split(',');
  const repeated = terms.some((term) => new Set(term).size < term.length);
  if (from === '' || repeated || terms.length !== inputs.length) return [null];
  const counted = (letter: string): Dim =>
    terms.map((term, i) => inputs[i]?.[term.indexOf(letter)] ?? []).reduce(combineDims, []);
  return [[...to].map(counted)];
}

const turned = (dims: readonly Dim[], yes: number | null): readonly Dim[] => (yes ? dims.toReversed() : dims);

/** Fused attention answers where it is asked; what it gives beside is not known. */
function attend(context: NodeContext): (readonly Dim[] | null)[] {
  const dims = inputOf(context);
  return context.shapes.map((shape, i) =>
    i === 0 && shape.length === dims.length ? [...dims.slice(0, -1), plain(shape.at(-1) ?? 1)] : null,
  );
}

/** (step, image, …) to (step, direction, image, unit), and the last states. */
function recur(context: NodeContext): (readonly Dim[])[] {
  const [steps = [], images = []] = inputOf(context);
  return context.shapes.map((shape, i) => {
    if (i > 0) return [plain(shape[0] ?? 1), images, plain(shape[2] ?? 1)];
    return [steps, plain(shape[1] ?? 1), images, plain(shape[3] ?? 1)];
  });
}

function ofNothing({ shapes }: NodeContext): Dim[][] {
  return shapes.map(plainDims);
}

/** @throws BrokenPlaces always: the operator needs an order of places that is not kept */
export function scramble({ node }: NodeContext): never {
  throw new BrokenPlaces(`${node.opType} puts its places in another order`);
}
