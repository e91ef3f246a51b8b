import type { NodeMessage } from '../schema.ts';
import { usedNames } from '../used-names.ts';
import type { Scope } from './value-graph.ts';

/** Takes out of a graph, in place, the constants that were read once and that nobody reads any more. */
export function dropUnread({ graph, operations, values }: Scope): void {
  const read = new Set(graph.output.map(({ name }) => name));
  const known = new Map(operations.map((operation) => [operation.node, operation]));
  const staying: NodeMessage[] = [];
  // Those who read stand behind those who make: from the end every reader has been seen.
  for (const node of graph.node.toReversed()) {
    const operation = known.get(node);
    if (operation?.constant && operation.live && !node.output.some((name) => read.has(name))) continue;
    for (const body of operation?.bodies ?? []) dropUnread(body);
    for (const name of usedNames(node)) read.add(name);
    staying.push(node);
  }
  graph.node = staying.reverse();
  const isLeft = (name: string): boolean => !read.has(name) && (values.get(name)?.uses.length ?? 0) > 0;
  const dropped = new Set(
    [...graph.initializer, ...graph.sparseInitializer.flatMap(({ values: one }) => one ?? [])]
      .map(({ name }) => name)
      .filter(isLeft),
  );
  graph.initializer = graph.initializer.filter(({ name }) => !dropped.has(name));
  graph.sparseInitializer = graph.sparseInitializer.filter(({ values: one }) => !dropped.has(one?.name ?? ''));
  graph.input = graph.input.filter(({ name }) => !dropped.has(name));
}
