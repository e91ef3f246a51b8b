import { innerTensors } from '../inner-tensors.ts';
import { readModelFile } from '../model-file.ts';
import { findTensor } from './find-tensor.ts';
import { madeNames, moduleEnds, modulesByTensor } from './module-ends.ts';

/** What a layer's name means in a file. */
export interface NamedLayer {
  /** As it was asked for. */
  readonly name: string;
  readonly tensor: string;
  /** Paths of the modules that give this tensor out, outermost first. */
  readonly modules: readonly string[];
  /** The tensor that the module of this path gives out; null where no module has it. */
  readonly end: string | null;
  /** Paths of single calls, where a module of this path is called more than once, or seems to be. */
  readonly calls: readonly string[];
}

/**
 * Looks layers up in a file without running it, in the order asked for.
 * @throws ModelLoadError when the file is no model, or has neither a tensor nor a module of a name.
 */
export async function nameLayers(path: string, names: readonly string[]): Promise<NamedLayer[]> {
  const { graph } = await readModelFile(path, { weights: 'outside' });
  const ends = moduleEnds(graph);
  const modules = modulesByTensor(ends);
  const tensors = [...madeNames(graph.node)].map((name) => ({ name, probeable: true }));
  return names.map((name) => {
    const { name: tensor } = findTensor({ path, inner: innerTensors(graph), ends, tensors }, name);
    const calls = tensor === name ? [] : [...ends.keys()].filter((path) => isCallOf(name, path));
    return { name, tensor, modules: modules.get(tensor) ?? [], end: ends.get(name) ?? null, calls };
  });
}

/** `relu#1` of `relu`, or `relu_1`, as the older exporter has it: it may be a module of its own, too. */
function isCallOf(name: string, path: string): boolean {
  return path.startsWith(name) && /^[#_]\d+$/u.test(path.slice(name.length));
}
