import { ModelLoadError } from '@strata/domain';
import { imageForm } from './image-form.ts';
import type { OnnxModel, ValueInfo } from './onnx-model.ts';
import { shapeText } from './shape.ts';

/**
 * The model's only input, which must be an image in colours or grey.
 * @throws ModelLoadError when it is something else, or there are others.
 */
export function requireImageInput({ path, inputs }: Pick<OnnxModel, 'path' | 'inputs'>): ValueInfo {
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
  if (input.shape.includes(0)) {
    throw new ModelLoadError(
      `${path}: expected images as input "${input.name}", found (${shapeText(input.shape)}), which holds none. Export the model for one image, or for any number.`,
      { context: { ...context, tensor: input.name } },
    );
  }
  const { channels, layout } = imageForm(input.shape);
  // Where only the last dimension is open, the channels may be there: (batch, height, width, ?).
  const [, , second = null, last = null] = input.shape;
  const open = layout === 'nchw' && last === null && second !== null;
  if (channels === null || channels === 1 || channels === 3 || open) return input;
  throw new ModelLoadError(
    `${path}: expected an image with three channels (colours) or one (grey) as input "${input.name}", found (${shapeText(input.shape)}). Probe images have no others: choose a network for colour or grey images.`,
    { context: { ...context, tensor: input.name } },
  );
}
