import type { GraphMessage, NodeMessage } from './schema.ts';

/**
 * The tensors that a node reads: its inputs, and what the graphs inside it (branches, loop bodies) take from around them.
 * Decoding allows graphs inside graphs only to a small depth.
 */
export function usedNames(node: NodeMessage): ReadonlySet<string> {
  const used = new Set(node.input.filter((name) => name !== ''));
  for (const { g, graphs } of node.attribute) {
    for (const graph of g ? [g, ...graphs] : graphs) for (const name of capturedNames(graph)) used.add(name);
  }
  return used;
}

/** What a graph reads or hands on without making it. */
function capturedNames(graph: GraphMessage): Set<string> {
  const own = new Set<string>();
  for (const { name } of [...graph.input, ...graph.initializer]) own.add(name);
  for (const { output } of graph.node) for (const name of output) own.add(name);
  const captured = new Set<string>();
  const take = (name: string): void => {
    if (!own.has(name)) captured.add(name);
  };
  for (const node of graph.node) for (const name of usedNames(node)) take(name);
  for (const { name } of graph.output) take(name);
  return captured;
}
