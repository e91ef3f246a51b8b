import type { FedShape } from '../../image-form.ts';
import { own } from '../../own.ts';
import type { NodeMessage } from '../../schema.ts';
import { BrokenPlaces, type Dim, isPlainTensor, plain, sizeOf, type Traced, wholeAxis } from './axes.ts';
import { coarsen } from './coarsen.ts';
import { hasPlaces } from './cut-dims.ts';
import { isKnownOperator } from './known-operator.ts';
import { fromFront, intOf, type NodeContext, type Operator } from './node-context.ts';
import { plainDims } from './reshape-dims.ts';
import { SHAPES } from './shape-operators.ts';
import { SPATIAL } from './spatial-operators.ts';
import { traceBack } from './trace-back.ts';
import { scramble, VALUES } from './value-operators.ts';

const OPERATORS: Readonly<Record<string, Operator>> = {
  ...SPATIAL,
  ...SHAPES,
  ...VALUES,
  TopK: scramble,
  GatherElements: scramble,
  GatherND: scramble,
  ScatterND: scramble,
  ScatterElements: scramble,
  ReverseSequence: scramble,
};

/** What is known of a graph, for images of one size. */
export interface GraphFacts {
  readonly nodes: readonly NodeMessage[];
  readonly image: { readonly name: string } & FedShape;
  /** Sizes of tensors, weights included. */
  readonly shapes: ReadonlyMap<string, readonly number[]>;
  /** What tensors of integers hold, weights included. */
  readonly integers: ReadonlyMap<string, readonly number[]>;
}

/**
 * What each tensor's dimensions count, followed from the image through every operator: images, rows, columns, or something
 * else. Nodes come in the order of the file, which is the order of computation.
 */
export function traceLayout({ nodes, image, shapes, integers }: GraphFacts): ReadonlyMap<string, Traced> {
  const traces = new Map<string, Traced>([[image.name, imageDims(image)]]);
  const softmax = new Map<string, Traced>();
  const traceOf = (name: string): Traced => {
    const traced = traces.get(name);
    if (traced !== undefined) return traced;
    const shape = shapes.get(name);
    return shape ? plainDims(shape) : null;
  };
  for (const node of nodes) {
    const outputs = node.output.map((name) => shapes.get(name) ?? null);
    const inputs = node.input.map((name) => (name === '' ? [] : traceOf(name)));
    const context = (of: readonly (readonly Dim[] | null)[]): NodeContext => ({
      node,
      inputs: of,
      shapes: outputs.map((shape) => shape ?? []),
      integers: (at) => integers.get(node.input[at] ?? '') ?? null,
    });
    const given = traceNode(node, { inputs, outputs, context });
    for (const [i, name] of node.output.entries()) {
      if (name === '') continue;
      const traced = given[i] ?? null;
      traces.set(name, traced);
      if (node.opType === 'Softmax' && weighsPlaces(context([]), traced)) {
        softmax.set(name, { broken: 'it holds attention weights, which sum to 1 over places' });
      }
    }
  }
  // Attention weights are followed like all else, but are no maps themselves.
  return new Map([...traces, ...traceBack(nodes, traces), ...softmax]);
}

interface NodeFacts {
  readonly inputs: readonly Traced[];
  readonly outputs: readonly (readonly number[] | null)[];
  readonly context: (inputs: readonly (readonly Dim[] | null)[]) => NodeContext;
}

function traceNode(node: NodeMessage, { inputs, outputs, context }: NodeFacts): readonly Traced[] {
  const present = inputs.filter((_, i) => node.input[i] !== '');
  // What is made of weights only counts no places, whatever the operator; a branch may read what isn't among its inputs.
  if (node.attribute.every(({ g }) => !g) && present.every(isPlainTensor)) {
    return outputs.map((shape) => (shape ? plainDims(shape) : null));
  }
  const operator = isKnownOperator(node) ? own(OPERATORS, node.opType) : undefined;
  const broken = present.find((one) => one !== null && 'broken' in one);
  if (operator && node.opType !== 'Shape' && node.opType !== 'Size' && broken) return outputs.map(() => broken);
  if (!operator || outputs.some((shape, i) => shape === null && node.output[i] !== '')) return outputs.map(() => null);
  const dims = inputs.map((one, i) => (one === null || 'broken' in one || node.input[i] === '' ? null : one));
  if (present.includes(null)) return outputs.map(() => null);
  try {
    const given = operator(context(dims));
    return given.map((one, i) => (one && agrees(one, outputs[i] ?? null) ? coarsen(one) : null));
  } catch (error) {
    if (!(error instanceof BrokenPlaces)) throw error;
    return outputs.map(() => ({ broken: error.message }));
  }
}

/** Guards against an operator that is not quite what is taken for it. */
function agrees(dims: readonly Dim[], shape: readonly number[] | null): boolean {
  return shape !== null && dims.length === shape.length && dims.every((dim, i) => sizeOf(dim) === shape[i]);
}

function weighsPlaces(context: NodeContext, traced: Traced): boolean {
  if (traced === null || 'broken' in traced) return false;
  const axis = fromFront(intOf(context, 'axis') ?? -1, traced.length);
  return hasPlaces(traced[axis] ?? []);
}

function imageDims({ shape: [batch = 1, a = 1, b = 1, c = 1], layout }: FedShape): Dim[] {
  const images: Dim = [{ kind: 'batch', size: batch }];
  if (layout === 'nhwc') return [images, wholeAxis('rows', a), wholeAxis('columns', b), plain(c)];
  return [images, plain(a), wholeAxis('rows', b), wholeAxis('columns', c)];
}
