import { ModelLoadError } from '@strata/domain';
import type { LayoutRequest } from './layout/layer-layout.ts';
import type { GridSize } from './layout/token-grid.ts';
import { readModelFile, withOutputs } from './model-file.ts';
import { findTensor, type OnnxModel, readModel, type TensorInfo } from './read-model.ts';
import { type Shape, shapeText } from './shape.ts';

export interface TappedModel {
  readonly bytes: Uint8Array;
  /** In the order asked for. */
  readonly layers: readonly TensorInfo[];
  readonly input: string;
  /** (batch, …), null = dynamic. */
  readonly inputShape: Shape;
  /** All tensors of the graph. */
  readonly tensors: readonly TensorInfo[];
  /** null = dynamic. */
  readonly batch: number | null;
  /** The model's own first output; null when only the layers are wanted. */
  readonly firstOutput: string | null;
}

export interface TapOptions {
  /** Names of tensors. */
  readonly layers: readonly string[];
  /** Size of the images that the model is fed with. Default the input's own, where it is fixed. */
  readonly image?: GridSize | undefined;
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
  const model = await readModel(path, { image, requests: new Map(names.map((name) => [name, request])) });
  const layers = names.map((name) => findTensor(model, name));
  const input = imageInput(model);
  for (const { name, shape, reason } of layers) {
    if (reason === null) continue;
    throw new ModelLoadError(
      `${path}: tensor "${name}" (${shapeText(shape)}) can't be explained: ${reason}. If that can't be helped, choose another tensor.`,
      { context: { file: path, tensor: name } },
    );
  }
  return {
    bytes: withOutputs(await readModelFile(path), names, { alone }),
    layers,
    input: input.name,
    inputShape: input.shape,
    tensors: model.tensors,
    batch: input.shape[0] ?? null,
    firstOutput: alone ? null : (model.outputs[0]?.name ?? null),
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

function imageInput({ path, inputs }: OnnxModel) {
  const [input] = inputs;
  const context = { file: path };
  if (input === undefined || inputs.length !== 1) {
    const names = inputs.map(({ name }) => name).join(', ');
    throw new ModelLoadError(
      `${path}: expected one input, the image; found ${inputs.length} (${names}). Export the model with the image as its only input.`,
      { context },
    );
  }
  if (input.elementType !== 'float32' || input.shape.length !== 4) {
    throw new ModelLoadError(
      `${path}: expected a float32 image (batch, channels, height, width) as input, found ${input.elementType} (${shapeText(input.shape)}). Export the model in float32.`,
      { context },
    );
  }
  return input;
}
