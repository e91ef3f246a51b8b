import { create, toBinary } from '@bufbuild/protobuf';
import { ModelLoadError } from '@strata/domain';
import { type ModelLoading, readModelFile } from './model-file.ts';
import type { TensorInfo } from './onnx-model.ts';
import { type Reached, reach } from './reach.ts';
import { type GraphMessage, type ModelMessage, type NamedMessage, type NodeMessage, onnxMessage } from './schema.ts';
import type { Shape } from './shape.ts';
import { type TapOptions, tapLayers } from './tap-layer.ts';

/** TensorProto.DataType.FLOAT */
const FLOAT32 = 1;

/** What of a model comes after a layer. */
export interface CutModel {
  readonly bytes: Uint8Array;
  readonly loading: ModelLoading;
  /** What comes of an image depends on those beside it: it must be alone. */
  readonly oneByOne: boolean;
  /** Now an input. */
  readonly layer: TensorInfo;
  /** The only output: the model's own first one. */
  readonly output: string;
  /** The model's image, still an input where a path around the layer needs it; null otherwise. */
  readonly image: { readonly name: string; readonly shape: Shape } | null;
  /** null = dynamic. */
  readonly batch: number | null;
  /** Tensors that are still made. */
  readonly tensors: readonly TensorInfo[];
}

/**
 * Cuts a model at one of its tensors, named or given by a module's path: the tensor becomes an input, and only what the model's first output needs stays.
 * Whatever this library doesn't know of the file (functions, metadata) stays as it is. The file on disk does, too.
 * @throws ModelLoadError when the tensor is unknown, can't be explained, is the output itself, or has no effect on it.
 */
export async function cutAtLayer(
  path: string,
  asked: string,
  options: Pick<TapOptions, 'image' | 'request'> = {},
): Promise<CutModel> {
  const tapped = await tapLayers(path, { ...options, layers: [asked] });
  const { input, inputShape, tensors, batch, firstOutput } = tapped;
  const layer = tapped.layers[0] as TensorInfo;
  const { name: layerName } = layer;
  const context = { file: path, tensor: layerName };
  if (firstOutput === null || firstOutput === layerName) {
    throw new ModelLoadError(
      `${path}: expected a tensor before the model's output "${firstOutput ?? ''}", found "${layerName}": nothing comes after it. Choose an earlier tensor.`,
      { context },
    );
  }
  const file = await readModelFile(path, { weights: 'outside' });
  const { kept, needed } = reach(file.graph, { outputs: [firstOutput], stop: layerName });
  if (!needed.has(layerName)) {
    throw new ModelLoadError(
      `${path}: the model's output "${firstOutput}" doesn't depend on tensor "${layerName}". Choose a tensor on the way to the output; strata layers lists them.`,
      { context },
    );
  }
  const graph = cutGraph(file.graph, { kept, needed, layer, output: firstOutput });
  const made = new Set(graph.node.flatMap((node) => node.output));
  return {
    bytes: toBinary(onnxMessage('ModelProto'), { ...file.message, graph } as ModelMessage),
    loading: tapped.loading,
    oneByOne: tapped.oneByOne,
    layer,
    output: firstOutput,
    image: needed.has(input) ? { name: input, shape: inputShape } : null,
    batch,
    tensors: tensors.filter(({ name }) => made.has(name)),
  };
}

function cutGraph(
  graph: GraphMessage,
  { kept, needed, layer, output }: Reached & { readonly layer: TensorInfo; readonly output: string },
): GraphMessage {
  // The layer's maker stays where another of its outputs is needed; it then writes the layer's under a name nobody reads.
  const unread = freeName(graph, layer.name);
  const node = graph.node
    .filter((one) => kept.has(one))
    .map((one) => {
      if (!one.output.includes(layer.name)) return one;
      return { ...one, output: one.output.map((name) => (name === layer.name ? unread : name)) } as NodeMessage;
    });
  const made = new Set(node.flatMap((one) => one.output));
  return {
    ...graph,
    node,
    initializer: graph.initializer.filter(({ name }) => needed.has(name)),
    input: [layerInput(layer, graph), ...graph.input.filter(({ name }) => needed.has(name))],
    output: graph.output.filter(({ name }) => name === output).slice(0, 1),
    valueInfo: graph.valueInfo.filter(({ name }) => made.has(name)),
  } as GraphMessage;
}

function freeName(graph: GraphMessage, name: string): string {
  const taken = new Set(graph.node.flatMap(({ input, output }) => [...input, ...output]));
  let free = `${name}/unread`;
  while (taken.has(free)) free += '_';
  return free;
}

/** Sizes that the file doesn't tell stay open; the batch keeps the name that the image's has. */
function layerInput({ name, shape }: TensorInfo, graph: GraphMessage): NamedMessage {
  const dim = shape.map((size, place) => {
    if (size !== null) return { dimValue: BigInt(size) };
    return place === 0 ? { dimParam: batchName(graph) } : {};
  });
  const described = { name, type: { tensorType: { elemType: FLOAT32, shape: { dim } } } };
  return create(onnxMessage('ValueInfoProto'), described as Record<string, unknown>) as unknown as NamedMessage;
}

interface Described extends NamedMessage {
  type?: { tensorType?: { shape?: { dim: { dimParam: string }[] } } };
}

function batchName(graph: GraphMessage): string {
  const weights = new Set(graph.initializer.map(({ name }) => name));
  const image = graph.input.find(({ name }) => !weights.has(name)) as Described | undefined;
  return image?.type?.tensorType?.shape?.dim[0]?.dimParam || 'batch';
}
