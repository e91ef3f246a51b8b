import { dependsOn, readersOf } from '../depends-on.ts';
import { declaredInput } from '../image-form.ts';
import type { GraphMessage, NodeMessage } from '../schema.ts';
import { callsOf } from './calls.ts';
import { modulesAround } from './module-path.ts';

/** The tensor that each module gives out, by the module's path, outer modules and earlier ones first. */
export type ModuleEnds = ReadonlyMap<string, string>;

/**
 * Finds what each module of a network gives out: of the tensors that leave the module and depend on the image, the one
 * made last in the file's order, in which makers come first. A module that is called more than once has its last call's
 * by its path, and each call's by the path with its number from 0, as in `relu#0`.
 */
export function moduleEnds(graph: GraphMessage): ModuleEnds {
  const fromImage = dependsOn(graph, declaredInput(graph)?.name ?? '');
  const readers = readersOf(graph.node);
  const outputs = new Set(graph.output.map(({ name }) => name));
  const around = new Map(graph.node.map((node) => [node, new Set(modulesAround(node))] as const));
  const ends = new Map<string, string>();
  const extent = extents(graph.node, around);
  for (const [path, { first, last }] of extent) {
    const nodes = graph.node.slice(first, last + 1);
    const isInside = (node: NodeMessage): boolean => around.get(node)?.has(path) ?? false;
    const leaves = (name: string): boolean =>
      outputs.has(name) || (readers.get(name) ?? []).some((reader) => !isInside(reader));
    const byCall = new Map<number, string>();
    for (const [node, call] of callsOf({ nodes, isInside })) {
      const end = node.output.find((name) => fromImage.has(name) && leaves(name));
      if (end !== undefined) byCall.set(call, end);
    }
    const calls = [...byCall].sort(([a], [b]) => a - b);
    const [, end] = calls.at(-1) ?? [];
    if (end !== undefined) ends.set(path, end);
    if (calls.length > 1) for (const [place, [, made]] of calls.entries()) ends.set(`${path}#${place}`, made);
  }
  for (const path of endsFoldedAway(graph.node, { around, extent })) {
    for (const one of [...ends.keys()]) if (one === path || one.startsWith(`${path}#`)) ends.delete(one);
  }
  return ends;
}

interface Placed {
  readonly around: ReadonlyMap<NodeMessage, ReadonlySet<string>>;
  readonly extent: ReadonlyMap<string, { readonly last: number }>;
}

/**
 * Modules whose last operator was folded into one behind them, in another module: a convolution whose normalization lies
 * outside. Its weights keep the name of the module that is gone, and what its module still makes is not what it gave.
 */
function endsFoldedAway(nodes: readonly NodeMessage[], { around, extent }: Placed): ReadonlySet<string> {
  const gone = new Set<string>();
  for (const [place, node] of nodes.entries()) {
    const [, owner = ''] = WEIGHT.exec(node.input[1] ?? '') ?? [];
    const inside = around.get(node);
    // Weights that two modules share belong to one that has nodes of its own.
    if (owner === '' || inside === undefined || inside.size === 0 || extent.has(owner)) continue;
    for (const path of pathsTo(owner)) {
      const last = extent.get(path)?.last;
      if (last !== undefined && last < place && !inside.has(path)) gone.add(path);
    }
  }
  return gone;
}

/** A weight of the module before its name. */
const WEIGHT = /^(.+)\.(?:weight|kernel)(?:\W.*|_\w*)?$/u;

/** `a`, `a.b`, `a.b.c`. */
function pathsTo(path: string): string[] {
  const parts = path.split('.');
  return parts.map((_, count) => parts.slice(0, count + 1).join('.'));
}

/** The places of the first and the last node of each module; outer modules and earlier ones first. */
function extents(
  nodes: readonly NodeMessage[],
  around: ReadonlyMap<NodeMessage, ReadonlySet<string>>,
): ReadonlyMap<string, { readonly first: number; readonly last: number }> {
  const found = new Map<string, { first: number; last: number }>();
  for (const [place, node] of nodes.entries()) {
    for (const path of around.get(node) ?? []) found.set(path, { first: found.get(path)?.first ?? place, last: place });
  }
  return found;
}

/** The paths of modules by the tensor that they give out. */
export function modulesByTensor(ends: ModuleEnds): ReadonlyMap<string, readonly string[]> {
  const modules = new Map<string, string[]>();
  for (const [path, tensor] of ends) modules.set(tensor, [...(modules.get(tensor) ?? []), path]);
  return modules;
}

/** The names of all tensors that a graph's nodes make. */
export function madeNames(nodes: readonly NodeMessage[]): ReadonlySet<string> {
  return new Set(nodes.flatMap(({ output }) => output).filter((name) => name !== ''));
}

/**
 * The tensor that a layer's name means: the one of that very name, else the one that the module of this path gives out.
 * Null where there is neither.
 */
export function tensorOf(
  name: string,
  { made, ends }: { readonly made: { has(name: string): boolean }; readonly ends: ModuleEnds },
): string | null {
  return made.has(name) ? name : (ends.get(name) ?? null);
}
