import type { GraphMessage, NodeMessage } from './schema.ts';
import { usedNames } from './used-names.ts';

/** What hands on a size, and no values. */
const SIZES = new Set(['Shape', 'Size']);

/** The tensors of a graph whose values depend on one of its inputs. */
export function dependsOn(graph: GraphMessage, input: string): ReadonlySet<string> {
  const readers = readersOf(graph.node.filter(({ opType }) => !SIZES.has(opType)));
  const dependent = new Set([input]);
  for (const name of dependent) {
    for (const { output } of readers.get(name) ?? []) for (const made of output) if (made !== '') dependent.add(made);
  }
  return dependent;
}

/** The nodes that read a tensor, by its name. */
export function readersOf(nodes: readonly NodeMessage[]): ReadonlyMap<string, readonly NodeMessage[]> {
  const readers = new Map<string, NodeMessage[]>();
  for (const node of nodes) {
    for (const name of usedNames(node)) {
      const known = readers.get(name);
      if (known) known.push(node);
      else readers.set(name, [node]);
    }
  }
  return readers;
}
