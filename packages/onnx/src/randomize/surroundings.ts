import { productOf } from './fan-in.ts';
import { isNormalization, isProduct } from './operator-places.ts';
import type { Measured } from './read-constants.ts';
import type { Operation, Value } from './value-graph.ts';

/** Operators that only move values. */
const MOVES = new Set([
  'Identity',
  'Cast',
  'CastLike',
  'Reshape',
  'Transpose',
  'Squeeze',
  'Unsqueeze',
  'Flatten',
  'Dropout',
]);
/** What is done with sizes. */
const COUNTS = new Set([
  ...['Identity', 'Cast', 'Squeeze', 'Unsqueeze', 'Reshape', 'Gather', 'Slice', 'Split', 'Concat', 'Range', 'Floor'],
  ...['Ceil', 'Round', 'Sqrt', 'Add', 'Sub', 'Mul', 'Div', 'Mod', 'Max', 'Min', 'Pow', 'ReduceProd', 'ReduceMax'],
]);
const SCALINGS = new Set(['Mul', 'Div']);
/** What is done to an image before a network looks at it. */
const PREPARATIONS = new Set([
  ...MOVES,
  ...['Add', 'Sub', 'Mul', 'Div', 'Clip', 'Resize', 'Upsample', 'Pad', 'Slice', 'Split', 'Gather', 'Concat'],
  ...['QuantizeLinear', 'DequantizeLinear'],
]);

/** The operation that made a value, behind all that only moved it; null for an input. */
export function makerOf(value: Value | null): Operation | null {
  let maker = value?.maker ?? null;
  while (maker !== null && MOVES.has(maker.node.opType)) maker = maker.inputs[0]?.maker ?? null;
  return maker;
}

/** Whether a value is still the image itself: nothing has weighed its pixels. */
export function isStillImage(value: Value | null): boolean {
  if (value === null || value.constant) return false;
  const { maker, scope } = value;
  if (maker === null) return scope.parent === null;
  if (!PREPARATIONS.has(maker.node.opType)) return false;
  const fed = maker.inputs.filter((input) => input !== null && !input.constant);
  return fed.length > 0 && fed.every((input) => isStillImage(input));
}

/** Whether a value is made of sizes and of counting, not of what is in the image. */
export function isOfSizes(value: Value): boolean {
  const { maker, constant } = value;
  if (constant || maker === null) return false;
  const { node, inputs } = maker;
  if (node.opType === 'Shape' || node.opType === 'Size') return true;
  if (!COUNTS.has(node.opType)) return false;
  // A table that is looked up by a size is no size.
  if (inputs[0]?.constant && (node.opType === 'Gather' || node.opType === 'Slice')) return false;
  return inputs.every((input) => input === null || input.constant || isOfSizes(input));
}

/** Whether a value comes straight from a normalization, in one piece or ending in a quotient or product of the image's. */
export function followsNormalization(value: Value | null): boolean {
  const maker = makerOf(value);
  if (maker === null) return false;
  if (isNormalization(maker.node)) return true;
  return SCALINGS.has(maker.node.opType) && maker.inputs.every((input) => input !== null && !input.constant);
}

/** Whether a value is what a rectifier cuts off, with either sign: what scales it is the slope of a leaky one. */
export function isNegativePart(value: Value | null): boolean {
  let maker = makerOf(value);
  if (maker?.node.opType === 'Neg') maker = makerOf(maker.inputs[0] ?? null);
  return maker?.node.opType === 'Relu' && makerOf(maker.inputs[0] ?? null)?.node.opType === 'Neg';
}

/** Whether a value comes straight from a product, a normalization, or arithmetic with more than a single number. */
export function followsLayer(value: Value | null, measured: ReadonlyMap<Value, Measured>): boolean {
  const maker = makerOf(value);
  if (maker === null) return false;
  const { node, inputs } = maker;
  if (isProduct(node) || isNormalization(node) || node.opType === 'MatMulInteger') return true;
  if (!['Add', 'Sub', 'Mul', 'Div', 'Sum'].includes(node.opType)) return false;
  return !inputs.some((input) => input?.constant && productOf(sizeOf(input, measured)) <= 1);
}

function sizeOf(value: Value, measured: ReadonlyMap<Value, Measured>): readonly number[] {
  return measured.get(value)?.dims ?? value.tensor?.dims.map(Number) ?? constantDims(value);
}

/** A Constant node's; one that gives a single number has none. */
function constantDims({ maker }: Value): readonly number[] {
  const given = maker?.node.attribute ?? [];
  const tensor = given.find(({ t }) => t !== undefined)?.t;
  return tensor?.dims.map(Number) ?? [];
}

/** Outputs of the product that made a value; null when none did. */
export function unitsOf(value: Value | null, measured: ReadonlyMap<Value, Measured>): number | null {
  const maker = makerOf(value);
  if (maker === null || !isProduct(maker.node)) return null;
  const place = maker.inputs.findIndex((input) => input !== null && measured.has(input));
  const weight = maker.inputs[place];
  const dims = weight ? measured.get(weight)?.dims : undefined;
  if (dims === undefined || dims.length < 2) return null;
  const { opType, attribute } = maker.node;
  if (opType.includes('ConvTranspose')) return dims[1] ?? null;
  if (opType.includes('Conv')) return dims[0] ?? null;
  const isTransposed = attribute.some(({ name, i }) => name === 'transB' && i !== 0n);
  return dims.at(isTransposed || place === 0 ? -2 : -1) ?? null;
}

/** Whether a softmax follows, behind what moves or shifts values. */
export function feedsSoftmax({ outputs }: Operation, { hops = 6 }: { /** 6 */ hops?: number } = {}): boolean {
  if (hops === 0) return false;
  return outputs.some(({ uses }) =>
    uses.some((use) => {
      if (use.kind !== 'input') return false;
      const { opType } = use.operation.node;
      if (opType === 'Softmax') return true;
      return (MOVES.has(opType) || opType === 'Add') && feedsSoftmax(use.operation, { hops: hops - 1 });
    }),
  );
}
