import { ModelLoadError } from '@strata/domain';
import { readModelFile, withOutputs } from './model-file.ts';
import { findTensor, readModel, type Shape, type TensorInfo } from './read-model.ts';

export interface TappedModel {
  readonly bytes: Uint8Array;
  readonly layer: TensorInfo;
  readonly input: string;
  /** (batch, …), null = dynamic. */
  readonly inputShape: Shape;
  /** All tensors of the graph. */
  readonly tensors: readonly TensorInfo[];
  /** null = dynamic. */
  readonly batch: number | null;
  /** The model's own first output; null when only the layer is wanted. */
  readonly firstOutput: string | null;
}

/**
 * Makes a tensor inside the model one of its outputs. The file on disk stays as it is.
 * @throws ModelLoadError when the tensor is unknown or can't be explained, or the model hasn't exactly one float32 input.
 */
export async function tapLayer(
  path: string,
  layerName: string,
  { alone = false }: { /** Nothing but the layer is wanted; false. */ alone?: boolean } = {},
): Promise<TappedModel> {
  const model = await readModel(path);
  const layer = findTensor(model, layerName);
  const context = { file: path, tensor: layerName };
  const [input] = model.inputs;
  if (input === undefined || model.inputs.length !== 1) {
    const names = model.inputs.map(({ name }) => name).join(', ');
    throw new ModelLoadError(
      `${path}: expected one input, the image; found ${model.inputs.length} (${names}). Export the model with the image as its only input.`,
      { context },
    );
  }
  if (input.elementType !== 'float32' || input.shape.length !== 4) {
    throw new ModelLoadError(
      `${path}: expected a float32 image (batch, channels, height, width) as input, found ${input.elementType} (${input.shape.join(', ')}). Export the model in float32.`,
      { context },
    );
  }
  if (!layer.probeable) {
    throw new ModelLoadError(
      `${path}: tensor "${layerName}" (${layer.shape.map((size) => size ?? '?').join(', ')}) can't be explained: ${layer.reason}. ` +
        'Choose another tensor.',
      { context },
    );
  }
  const bytes = withOutputs(await readModelFile(path), [layerName], { alone });
  return {
    bytes,
    layer,
    input: input.name,
    inputShape: input.shape,
    tensors: model.tensors,
    batch: input.shape[0] ?? null,
    firstOutput: alone ? null : (model.outputs[0]?.name ?? null),
  };
}
