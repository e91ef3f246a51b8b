import { toBinary } from '@bufbuild/protobuf';
import { ModelLoadError } from '@strata/domain';
import type { FedImage } from '../image-form.ts';
import type { LayoutRequest } from '../layout/layer-layout.ts';
import { readModelFile } from '../model-file.ts';
import { findTensor } from '../modules/find-tensor.ts';
import type { TensorInfo } from '../onnx-model.ts';
import { makeEntry } from '../randomize/make-message.ts';
import { describeModel } from '../read-model.ts';
import { type EntryMessage, type GraphMessage, type NodeMessage, onnxMessage } from '../schema.ts';
import { type PatchedRange, whereInRange } from './where-in-range.ts';

/** What the file's metadata call an experiment's note. */
const EXPERIMENT = 'strata.experiment';
/** The operators of this version have Where, which the patch is made of. */
const OPSET_MIN = 9n;

export interface RangePatch extends PatchedRange {
  readonly layer: string;
  /** What the file says of itself: written into its metadata under `strata.experiment`. */
  readonly note: string;
  /** Images that the model is fed with. Default of the input's own size, where it is fixed. */
  readonly image?: FedImage | undefined;
  /** How the layer's dimensions are meant; default inferred. */
  readonly request?: LayoutRequest | undefined;
}

/**
 * The same model with a few nodes more behind a layer: they set one unit's values of a range to a number wherever they lie on
 * the map. The layer keeps its name, so that the file is explained and compared like any version. Tokens beside the map stay.
 * @returns the bytes of the file, with weights from other files inside
 * @throws ModelLoadError when the layer is unknown, can't be explained or has no such unit, or the file's operators are older
 * than what is put in
 */
export async function patchRange(path: string, patch: RangePatch): Promise<Uint8Array> {
  const file = await readModelFile(path);
  const { layer: name, image, request = {}, unit, note } = patch;
  const model = await describeModel(file, { image, requests: new Map([[name, request]]) });
  const layer = findTensor(model, name);
  requirePatchable(path, layer, unit);
  const opset = file.message.opsetImport.find(({ domain }) => domain === '' || domain === 'ai.onnx')?.version ?? 0n;
  if (opset < OPSET_MIN) {
    throw new ModelLoadError(
      `${path}: expected operators of version ${OPSET_MIN} or later to put a patch between, found ${opset}. Export the network again with a later opset.`,
      { context: { file: path } },
    );
  }
  const graph = insertBehind(file.graph, layer, patch);
  // Before version 4 every initializer had to be an input as well, which new ones aren't.
  if (file.message.irVersion < 4n) file.message.irVersion = 4n;
  const metadataProps = noted(file.message.metadataProps, note);
  return toBinary(onnxMessage('ModelProto'), { ...file.message, graph, metadataProps } as typeof file.message);
}

/** Keys are unique, by the standard: a file that is patched again says both. */
function noted(entries: readonly EntryMessage[], note: string): EntryMessage[] {
  const before = entries.find(({ key }) => key === EXPERIMENT)?.value;
  const value = before === undefined ? note : `${before}; ${note}`;
  return [...entries.filter(({ key }) => key !== EXPERIMENT), makeEntry({ key: EXPERIMENT, value })];
}

function insertBehind(graph: GraphMessage, layer: TensorInfo, patch: RangePatch): GraphMessage {
  const free = freeNames(graph);
  const before = free(`${layer.name}/unpatched`);
  const at = graph.node.findIndex(({ output }) => output.includes(layer.name));
  const node = graph.node.map((one) => {
    if (!one.output.includes(layer.name)) return one;
    return { ...one, output: one.output.map((name) => (name === layer.name ? before : name)) } as NodeMessage;
  });
  const { nodes, constants } = whereInRange({ layer, patch, input: before, free });
  return {
    ...graph,
    node: [...node.slice(0, at + 1), ...nodes, ...node.slice(at + 1)],
    initializer: [...graph.initializer, ...constants],
  } as GraphMessage;
}

function requirePatchable(path: string, { name, reason, units, ...layer }: TensorInfo, unit: number): void {
  const context = { file: path, tensor: name };
  if (reason !== null || layer.layout === null) {
    throw new ModelLoadError(`${path}: tensor "${name}" can't be explained: ${reason ?? 'its layout is not known'}.`, {
      context,
    });
  }
  const openTokens = layer.classTokens + layer.tailTokens > 0 && layer.grid === null;
  if (units === null || openTokens) {
    throw new ModelLoadError(
      `${path}: expected fixed sizes in tensor "${name}", found open ones. Export the network with fixed sizes but for the batch.`,
      { context },
    );
  }
  if (unit < 0 || unit >= units) {
    throw new ModelLoadError(`${path}: expected a unit from 0 to ${units - 1} of tensor "${name}", got ${unit}.`, {
      context,
    });
  }
}

/** Gives names that nothing in the graph has, nor anything inside its nodes. */
function freeNames(graph: GraphMessage): (wanted: string) => string {
  const taken = new Set<string>();
  const take = ({ node, initializer, input, output }: GraphMessage): void => {
    for (const { name } of [...initializer, ...input, ...output]) taken.add(name);
    for (const one of node) {
      for (const name of [one.name, ...one.input, ...one.output]) taken.add(name);
      for (const { g, graphs } of one.attribute) for (const body of g ? [g, ...graphs] : graphs) take(body);
    }
  };
  take(graph);
  return (wanted) => {
    let name = wanted;
    for (let at = 2; taken.has(name); at += 1) name = `${wanted}-${at}`;
    taken.add(name);
    return name;
  };
}
