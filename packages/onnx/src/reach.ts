import type { GraphMessage, NodeMessage } from './schema.ts';
import { usedNames } from './used-names.ts';

export interface Reached {
  readonly kept: ReadonlySet<NodeMessage>;
  /** Names of all tensors that are read on the way, the outputs included. */
  readonly needed: ReadonlySet<string>;
}

/** What of a graph its outputs need. Goes back from them, and no further than `stop`. */
export function reach(
  graph: GraphMessage,
  { outputs, stop = null }: { readonly outputs: readonly string[]; readonly stop?: string | null },
): Reached {
  const makers = new Map(graph.node.flatMap((node) => node.output.map((name) => [name, node] as const)));
  const kept = new Set<NodeMessage>();
  const needed = new Set<string>();
  const waiting = [...outputs];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (needed.has(name)) continue;
    needed.add(name);
    const maker = name === stop ? undefined : makers.get(name);
    if (maker === undefined || kept.has(maker)) continue;
    kept.add(maker);
    for (const used of usedNames(maker)) waiting.push(used);
  }
  return { kept, needed };
}

/** The graph with nothing but what its outputs need, and the images. */
export function onlyNeeded(graph: GraphMessage): GraphMessage {
  const { kept, needed } = reach(graph, { outputs: graph.output.map(({ name }) => name) });
  const weights = new Set(graph.initializer.map(({ name }) => name));
  const made = new Set([...kept].flatMap((node) => node.output));
  return {
    ...graph,
    node: graph.node.filter((node) => kept.has(node)),
    initializer: graph.initializer.filter(({ name }) => needed.has(name)),
    // Older files list weights among the inputs: without its values, one would have to be fed.
    input: graph.input.filter(({ name }) => needed.has(name) || !weights.has(name)),
    valueInfo: graph.valueInfo.filter(({ name }) => made.has(name)),
  } as GraphMessage;
}
