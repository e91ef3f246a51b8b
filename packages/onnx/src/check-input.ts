import { ModelLoadError } from '@strata/domain';
import type { OnnxModel } from './onnx-model.ts';
import { imageShape, type Preprocessing } from './preprocessing.ts';
import { requireImageInput } from './require-image-input.ts';
import { requireMemory } from './require-memory.ts';
import { shapeText } from './shape.ts';
import type { TappedModel } from './tap-layer.ts';

export interface CheckInputOptions {
  readonly path: string;
  readonly preprocessing: Preprocessing;
  readonly batch: number;
}

/**
 * Makes sure, before anything is run, that the model takes images of this size and layout, and that its tensors fit into
 * memory: a file of a hundred bytes can declare a tensor of a terabyte.
 * @throws ModelLoadError when it does not
 */
export function checkInput(
  model: Pick<TappedModel, 'input' | 'inputShape' | 'tensors'>,
  { path, preprocessing, batch }: CheckInputOptions,
): void {
  const { layout, channelOrder, mean, standardDeviation } = preprocessing;
  const wanted = imageShape(preprocessing, batch).slice(1);
  const found = model.inputShape.slice(1);
  if (found.some((size, i) => size !== null && size !== wanted[i])) {
    const order = layout === 'nchw' ? '(batch, channels, height, width)' : '(batch, height, width, channels)';
    throw new ModelLoadError(
      `${path}: the preprocessing makes images of (${wanted.join(', ')}), the model's input "${model.input}" takes ` +
        `(${shapeText(found)}), ${order} expected. Correct width, height, layout or channels: --input-size, --layout, --channel-order, or the .strata.json beside the model.`,
      { context: { file: path, tensor: model.input } },
    );
  }
  if (channelOrder === 'grey' && [mean, standardDeviation].some((values) => new Set(values).size > 1)) {
    throw new ModelLoadError(
      `${path}: expected one mean and one standard deviation for the grey images that the model takes, found (${mean.join(', ')}) and (${standardDeviation.join(', ')}). Give one number each: --mean, --std, or the .strata.json beside the model.`,
      { context: { file: path, tensor: model.input } },
    );
  }
  const image = { name: 'the input', shape: imageShape(preprocessing, batch) };
  requireMemory([...model.tensors, image], { path, batch });
}

/**
 * Makes sure that a model can be explained on such images, in whatever layer.
 * @throws ModelLoadError as opening a layer would, when it can't.
 */
export function checkModel(model: OnnxModel, preprocessing: Preprocessing): void {
  const { name, shape } = requireImageInput(model);
  const { path, tensors } = model;
  checkInput({ input: name, inputShape: shape, tensors }, { path, preprocessing, batch: shape[0] ?? 1 });
}
