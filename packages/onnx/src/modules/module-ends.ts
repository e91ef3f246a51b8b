import { dependsOn, readersOf } from '../depends-on.ts';
import { declaredInput } from '../image-form.ts';
import type { GraphMessage, NodeMessage } from '../schema.ts';
import { modulesAround } from './module-path.ts';

/** The tensor that each module gives out, by the module's path, outer modules and earlier ones first. */
export type ModuleEnds = ReadonlyMap<string, string>;

/**
 * Finds what each module of a network gives out: of the tensors that leave the module and depend on the image, the one
 * made last in the file's order, in which makers come first. A module that is called more than once has its last call's.
 */
export function moduleEnds(graph: GraphMessage): ModuleEnds {
  const fromImage = dependsOn(graph, declaredInput(graph)?.name ?? '');
  const readers = readersOf(graph.node);
  const outputs = new Set(graph.output.map(({ name }) => name));
  const around = new Map(graph.node.map((node) => [node, new Set(modulesAround(node))] as const));
  const leaves = (name: string, path: string): boolean =>
    outputs.has(name) || (readers.get(name) ?? []).some((reader) => !around.get(reader)?.has(path));
  const ends = new Map<string, string>();
  for (const node of graph.node) {
    const made = node.output.filter((name) => fromImage.has(name));
    for (const path of around.get(node) ?? []) {
      const end = made.find((name) => leaves(name, path));
      if (end !== undefined) ends.set(path, end);
      // Keeps its place in front of the modules inside it, whose ends may come first.
      else if (!ends.has(path)) ends.set(path, '');
    }
  }
  return new Map([...ends].filter(([, end]) => end !== ''));
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
