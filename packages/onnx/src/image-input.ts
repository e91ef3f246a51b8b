import { decodeImage, type ImageSource } from './decode-image.ts';
import type { Preprocessing } from './preprocessing.ts';
import { type Pixels, stretch } from './resize.ts';

/**
 * Writes one image into `into` (3 × height × width values from its start), stretched to the model's size.
 * @throws ModelLoadError when the image can't be decoded.
 */
export async function fillImage(image: ImageSource, into: Float32Array, preprocessing: Preprocessing): Promise<void> {
  fillPixels(await readPixels(image, preprocessing), { into, preprocessing });
}

/**
 * Decodes an image and stretches it to the model's size: what `fillPixels` takes, to be kept or changed before.
 * @throws ModelLoadError when the image can't be decoded.
 */
export async function readPixels(image: ImageSource, { width, height }: Preprocessing): Promise<Pixels> {
  return stretch(await decodeImage(image), { width, height });
}

export interface FillOptions {
  /** 3 × height × width values from its start. */
  readonly into: Float32Array;
  readonly preprocessing: Preprocessing;
  /** (height, width): what all channels of a pixel, from 0 to 255, are multiplied by beforehand. Default 1 everywhere. */
  readonly factors?: Float32Array | null;
}

/** Turns pixels of the model's size into its input: (pixel × factor × scale − mean) / standardDeviation. */
export function fillPixels({ data }: Pixels, { into, preprocessing, factors = null }: FillOptions): void {
  const { width, height, channelOrder, scale, mean, standardDeviation, layout } = preprocessing;
  const area = width * height;
  for (let channel = 0; channel < 3; channel++) {
    const from = channelOrder === 'bgr' ? 2 - channel : channel;
    const center = mean[channel] ?? 0;
    const deviation = standardDeviation[channel] ?? 1;
    const inputOf = (pixel: number): number => (pixel * scale - center) / deviation;
    const inputs = Float32Array.from({ length: 256 }, (_, pixel) => inputOf(pixel));
    const [start, step] = layout === 'nchw' ? [channel * area, 1] : [channel, 3];
    for (let pixel = 0; pixel < area; pixel++) {
      const value = data[pixel * 3 + from] as number;
      const factor = factors === null ? 1 : (factors[pixel] as number);
      into[start + pixel * step] = factor === 1 ? (inputs[value] as number) : inputOf(value * factor);
    }
  }
}
