import type { AttributeMessage, GraphMessage, ModelMessage, NodeMessage } from './schema.ts';

/** Every node of a model: those in branches, loop bodies and local functions, too. */
export function* nodesOf({ graph, functions }: ModelMessage): Generator<NodeMessage> {
  if (graph) yield* withInner(graph.node);
  for (const { node } of functions) yield* withInner(node);
}

/** The graphs that a node carries: branches, a loop's body. */
export function graphsOf({ attribute }: NodeMessage): GraphMessage[] {
  return attribute.flatMap(({ g, graphs }: AttributeMessage) => (g ? [g, ...graphs] : graphs));
}

function* withInner(nodes: readonly NodeMessage[]): Generator<NodeMessage> {
  for (const node of nodes) {
    yield node;
    for (const { node: inner } of graphsOf(node)) yield* withInner(inner);
  }
}
