import type { GraphMessage, NodeMessage, TensorMessage } from '../schema.ts';

/** What a parameter becomes: weights are drawn for their number of inputs, everything else is a constant. */
export type ParameterRole =
  | { readonly kind: 'weight'; readonly fanIn: number }
  | { readonly kind: 'fill'; readonly value: number };

const CONVOLUTIONS = new Set(['Conv', 'ConvTranspose']);
/** Inputs of BatchNormalization behind the data: scale, bias, mean, variance. */
const BATCH_NORMALIZATION = [1, 0, 0, 1] as const;
/** Inputs of LayerNormalization and InstanceNormalization behind the data: scale, bias. */
const NORMALIZATION = [1, 0] as const;

/** The role of every float parameter that a node reads as weight, bias or statistic, by the tensor's name. */
export function parameterRoles(graph: GraphMessage): ReadonlyMap<string, ParameterRole> {
  const tensors = new Map(graph.initializer.map((tensor) => [tensor.name, tensor]));
  const roles = new Map<string, ParameterRole>();
  for (const node of graph.node) {
    for (const [place, name] of node.input.entries()) {
      const tensor = tensors.get(name);
      const role = tensor && roleOf(node, { place, tensor });
      if (role) roles.set(name, role);
    }
  }
  return roles;
}

function roleOf(
  node: NodeMessage,
  { place, tensor }: { readonly place: number; readonly tensor: TensorMessage },
): ParameterRole | null {
  const shape = tensor.dims.map(Number);
  const { opType } = node;
  if (CONVOLUTIONS.has(opType)) {
    if (place === 1) return { kind: 'weight', fanIn: convolutionFanIn(opType, shape) };
    return place === 2 ? { kind: 'fill', value: 0 } : null;
  }
  if (opType === 'Gemm') {
    if (place === 1) return { kind: 'weight', fanIn: shape[isTransposed(node) ? 1 : 0] ?? 1 };
    return place === 2 ? { kind: 'fill', value: 0 } : null;
  }
  if (opType === 'MatMul') return shape.length >= 2 ? { kind: 'weight', fanIn: shape.at(-2) ?? 1 } : null;
  const values = opType === 'BatchNormalization' ? BATCH_NORMALIZATION : isNormalization(opType) ? NORMALIZATION : [];
  const value = values[place - 1];
  return value === undefined ? null : { kind: 'fill', value };
}

/** (outputs, inputs, height, width) for Conv, (inputs, outputs, height, width) for ConvTranspose, inputs of one group. */
function convolutionFanIn(opType: string, shape: readonly number[]): number {
  const [first = 1, second = 1, ...kernel] = shape;
  return kernel.reduce((product, size) => product * size, opType === 'Conv' ? second : first);
}

function isTransposed(node: NodeMessage): boolean {
  return node.attribute.some(({ name, i }) => name === 'transB' && i !== 0n);
}

function isNormalization(opType: string): boolean {
  return opType === 'LayerNormalization' || opType === 'InstanceNormalization';
}
