import type { NodeMessage } from '../schema.ts';
import { usedNames } from '../used-names.ts';
import { tellsModules } from './module-path.ts';

export interface CallsOptions {
  /** In the file's order. */
  readonly nodes: readonly NodeMessage[];
  /** Whether a node belongs to the module. */
  readonly isInside: (node: NodeMessage) => boolean;
}

/**
 * Which call of a module each of its nodes belongs to, from 0: what a module makes in one call never leaves it and comes
 * back, so whatever depends on something that did is of a later one. Nodes of which nobody says where they belong count as
 * inside.
 */
export function callsOf({ nodes, isInside }: CallsOptions): ReadonlyMap<NodeMessage, number> {
  const calls = new Map<NodeMessage, number>();
  /** Of a tensor: the last call that it depends on, and whether it has left the module. */
  const reached = new Map<string, { readonly call: number; readonly left: boolean }>();
  for (const node of nodes) {
    const before = [...usedNames(node)].flatMap((name) => reached.get(name) ?? []);
    const inside = isInside(node);
    const stays = inside || (before.length > 0 && !tellsModules(node));
    if (before.length === 0 && !inside) continue;
    const call = Math.max(0, ...before.map((one) => (stays && one.left ? one.call + 1 : one.call)));
    if (inside) calls.set(node, call);
    for (const name of node.output) if (name !== '') reached.set(name, { call, left: !stays });
  }
  return calls;
}
