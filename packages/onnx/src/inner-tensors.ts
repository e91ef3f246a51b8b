import type { GraphMessage, NodeMessage } from './schema.ts';

/**
 * The tensors that graphs inside nodes make (branches of If, bodies of Loop and Scan), with the outermost node that holds
 * each: `If "/gate/If"`. They can't be read from outside. Names of the outer graph are not among them.
 */
export function innerTensors({ node: nodes }: GraphMessage): ReadonlyMap<string, string> {
  const outer = new Set(nodes.flatMap(({ output }) => output));
  const inner = new Map<string, string>();
  for (const node of nodes) {
    const place = `${node.opType} "${node.name || (node.output[0] ?? '')}"`;
    for (const name of madeWithin(node)) if (name !== '' && !outer.has(name)) inner.set(name, place);
  }
  return inner;
}

function madeWithin({ attribute }: NodeMessage): string[] {
  return attribute
    .flatMap(({ g, graphs }) => (g ? [g, ...graphs] : graphs))
    .flatMap((graph) => graph.node.flatMap((node) => [...node.output, ...madeWithin(node)]));
}
