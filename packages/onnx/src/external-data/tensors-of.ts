import type { AttributeMessage, GraphMessage, ModelMessage, NodeMessage, TensorMessage } from '../schema.ts';

/** A tensor of a model with its place. */
export interface PlacedTensor {
  readonly tensor: TensorMessage;
  /** An initializer of a graph, and no part of a sparse one: the runtime reads those from other files by itself. */
  readonly plain: boolean;
}

/**
 * Every tensor that a model holds, in the order of the file: initializers, plain and sparse, and what nodes carry in
 * their attributes, in branches, loop bodies and local functions, too.
 */
export function* tensorsOf({ graph, functions }: ModelMessage): Generator<PlacedTensor> {
  if (graph) yield* tensorsOfGraph(graph);
  for (const { node, attributeProto } of functions) {
    yield* tensorsOfNodes(node);
    for (const attribute of attributeProto) yield* tensorsOfAttribute(attribute);
  }
}

function* tensorsOfGraph({ initializer, sparseInitializer, node }: GraphMessage): Generator<PlacedTensor> {
  for (const tensor of initializer) yield { tensor, plain: true };
  for (const { values, indices } of sparseInitializer) yield* inside([values, indices]);
  yield* tensorsOfNodes(node);
}

function* tensorsOfNodes(nodes: readonly NodeMessage[]): Generator<PlacedTensor> {
  for (const { attribute } of nodes) for (const one of attribute) yield* tensorsOfAttribute(one);
}

function* tensorsOfAttribute(attribute: AttributeMessage): Generator<PlacedTensor> {
  const { t, tensors, sparseTensor, sparseTensors, g, graphs } = attribute;
  yield* inside([t, ...tensors]);
  for (const sparse of [sparseTensor, ...sparseTensors]) yield* inside([sparse?.values, sparse?.indices]);
  for (const graph of [g, ...graphs]) if (graph) yield* tensorsOfGraph(graph);
}

function* inside(tensors: readonly (TensorMessage | undefined)[]): Generator<PlacedTensor> {
  for (const tensor of tensors) if (tensor) yield { tensor, plain: false };
}
