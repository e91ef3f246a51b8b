import { ModelLoadError } from '@strata/domain';
import type { FedImage } from './image-form.ts';
import type { LayoutRequest } from './layout/layer-layout.ts';
import { batchPlace } from './layout/orders.ts';
import { type ModelLoading, readModelFile, withOutputs } from './model-file.ts';
import { findTensor } from './modules/find-tensor.ts';
import { madeNames, moduleEnds, tensorOf } from './modules/module-ends.ts';
import type { OnnxModel, TensorInfo } from './onnx-model.ts';
import { quantizationOf } from './quantized.ts';
import { describeModel } from './read-model.ts';
import { requireImageInput } from './require-image-input.ts';
import { type Shape, shapeText } from './shape.ts';

export interface TappedModel {
  readonly bytes: Uint8Array;
  readonly loading: ModelLoading;
  /** What comes of an image depends on those beside it, or on how many they are: it must be alone. */
  readonly oneByOne: boolean;
  /** In the order asked for. */
  readonly layers: readonly TensorInfo[];
  readonly input: string;
  /** (batch, …), null = dynamic. */
  readonly inputShape: Shape;
  /** All tensors of the graph. */
  readonly tensors: readonly TensorInfo[];
  /** null = dynamic. */
  readonly batch: number | null;
  /** The model's own first output; null when only the layers are wanted, or it isn't the same each time. */
  readonly firstOutput: string | null;
}

export interface TapOptions {
  /** Names of tensors, or paths of modules. */
  readonly layers: readonly string[];
  /** Images that the model is fed with. Default of the input's own size, where it is fixed. */
  readonly image?: FedImage | undefined;
  /** How the layers' dimensions are meant; default inferred for each. */
  readonly request?: LayoutRequest | undefined;
  /** Nothing but the layers is wanted. Default false. */
  readonly alone?: boolean;
}

/**
 * Makes tensors inside the model outputs of it. The file on disk stays as it is.
 * @throws ModelLoadError when a tensor is unknown or can't be explained, or the model hasn't exactly one float32 input.
 */
export async function tapLayers(
  path: string,
  { layers: names, image, request = {}, alone = false }: TapOptions,
): Promise<TappedModel> {
  const file = await readModelFile(path, { weights: 'outside' });
  const known = { made: madeNames(file.graph.node), ends: moduleEnds(file.graph) };
  const requests = new Map(names.map((name) => [tensorOf(name, known) ?? name, request]));
  const model = await describeModel(file, { image, requests });
  const layers = names.map((name) => findTensor(model, name));
  const input = requireImageInput(model);
  for (const [i, { name, shape, reason }] of layers.entries()) {
    if (reason === null) continue;
    const module = names[i] === name ? '' : `, what module "${names[i]}" gives,`;
    throw new ModelLoadError(
      `${path}: tensor "${name}" (${shapeText(shape)})${module} can't be explained: ${reason}. If that can't be helped, choose another tensor.`,
      { context: { file: path, tensor: name } },
    );
  }
  const { rounds } = quantizationOf(file.message);
  const tapped = layers.map(({ name }) => name);
  const firstOutput = alone ? null : steadyOutput(model);
  return {
    bytes: withOutputs(file, [...new Set([...tapped, ...(firstOutput === null ? [] : [firstOutput])])], {
      alone: true,
    }),
    loading: { path, folder: file.folder, asWritten: rounds },
    oneByOne: rounds || layers.some(({ shape, layout }) => input.shape[0] === null && shape[batchPlace(layout)] === 1),
    layers,
    input: input.name,
    inputShape: input.shape,
    tensors: model.tensors,
    batch: input.shape[0] ?? null,
    firstOutput,
  };
}

/**
 * Makes one tensor inside the model an output of it.
 * @throws ModelLoadError as `tapLayers` does
 */
export async function tapLayer(path: string, layerName: string): Promise<TappedModel & { readonly layer: TensorInfo }> {
  const tapped = await tapLayers(path, { layers: [layerName] });
  return { ...tapped, layer: tapped.layers[0] as TensorInfo };
}

/** An output that depends on chance says nothing, and the nodes that make it must not run: some write into weights. */
function steadyOutput({ outputs, tensors }: Pick<OnnxModel, 'outputs' | 'tensors'>): string | null {
  const name = outputs[0]?.name ?? null;
  return tensors.find((tensor) => tensor.name === name)?.unsteady ? null : name;
}
