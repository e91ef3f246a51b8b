import type { NodeMessage } from '../schema.ts';

const CONVOLUTIONS = new Set(['Conv', 'FusedConv', 'NhwcConv', 'NhwcFusedConv', 'DeformConv', 'QLinearConv']);
const TRANSPOSED_CONVOLUTIONS = new Set(['ConvTranspose', 'ConvTransposeWithDynamicPads']);
const RECURRENT = new Set(['LSTM', 'GRU', 'RNN']);

/** How many numbers a weight of these dimensions weighs for one output, at an input of a node. */
export function fanInOf(node: NodeMessage, { place, dims }: { place: number; dims: readonly number[] }): number {
  if (CONVOLUTIONS.has(node.opType)) return productOf(dims.slice(1));
  if (TRANSPOSED_CONVOLUTIONS.has(node.opType)) {
    // (inputs, outputs of a group, height, width): an output sees the inputs of its group.
    const [inputs = 1, , ...kernel] = dims;
    return (inputs / Math.max(1, integerOf(node, 'group') ?? 1)) * productOf(kernel);
  }
  // (directions, gates, inputs)
  if (RECURRENT.has(node.opType)) return dims.at(-1) ?? 1;
  if (node.opType === 'Einsum') return contracted(node, { place, dims });
  if (dims.length < 2) return dims[0] ?? 1;
  const isLeft = place === 0;
  const isTransposed = (integerOf(node, isLeft ? 'transA' : 'transB') ?? 0) !== 0;
  return dims.at(isLeft === isTransposed ? -2 : -1) ?? 1;
}

/** The product of an Einsum operand's dimensions that the result lacks; 0 when it lacks none: then nothing is summed. */
function contracted(node: NodeMessage, { place, dims }: { place: number; dims: readonly number[] }): number {
  const equation = textOf(node, 'equation').replaceAll(/\s/gu, '');
  const [left = '', right = implicitResult(left)] = equation.split('->');
  const term = left.split(',')[place] ?? '';
  const labels = term.includes('.') ? spread(term, dims.length) : [...term];
  const summed = dims.filter((_, axis) => labels[axis] !== '.' && !right.includes(labels[axis] ?? ''));
  return summed.length === 0 ? 0 : productOf(summed);
}

/** Labels of each axis; those that the ellipsis stands for are dots. */
function spread(term: string, rank: number): string[] {
  const [before = '', after = ''] = term.split('...');
  return [...before, ...Array<string>(Math.max(0, rank - before.length - after.length)).fill('.'), ...after];
}

/** Without an arrow the labels that occur once stay. */
function implicitResult(left: string): string {
  return [...left]
    .filter((label, at) => /[a-z]/iu.test(label) && left.indexOf(label) === at && left.lastIndexOf(label) === at)
    .join('');
}

/** An attribute that is a whole number; null where the node hasn't it. */
export function integerOf({ attribute }: NodeMessage, name: string): number | null {
  const entry = attribute.find((one) => one.name === name);
  return entry === undefined ? null : Number(entry.i);
}

function textOf({ attribute }: NodeMessage, name: string): string {
  return new TextDecoder().decode(attribute.find((one) => one.name === name)?.s ?? new Uint8Array());
}

/** The product of sizes. */
export function productOf(sizes: readonly number[]): number {
  return sizes.reduce((product, size) => product * size, 1);
}
