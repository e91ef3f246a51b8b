import { StrataError } from '@strata/domain';
import { resizeFor } from '@strata/onnx';
import type { SeenCrop } from '@strata/probe';
import { type ActivationsFrom, seenCrop } from '@strata/runs';
import type { PreprocessingFlags } from '../flags/preprocessing-flags.ts';
import { askedFit } from './preprocessing-of.ts';

/**
 * What a network saw of each image, so that masks are cropped alike: by the model's preprocessing, or for activations that
 * are handed in by the flags. Null: all of it.
 * @throws StrataError BAD_CONFIG where a crop's size isn't said
 */
export function askedCrop(from: ActivationsFrom | undefined, flags: PreprocessingFlags): SeenCrop | null {
  if (from && 'modelPath' in from) return seenCrop(from.preprocessing);
  const { inputSize, preprocess } = flags;
  const [width, height] = inputSize ?? [1, 1];
  const resize = resizeFor({ width, height }, { preset: preprocess, fit: askedFit(flags) });
  const crop = seenCrop({ resize, width, height });
  if (crop === null || inputSize !== undefined) return crop;
  throw new StrataError(
    'BAD_CONFIG',
    'A crop with activations that are handed in: expected --input-size as well, the size that their images were cropped to, such as 224x224.',
  );
}
