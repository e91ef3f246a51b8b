import { fitImage } from '@strata/domain';
import { decodeImage, type ImageSource } from './decode-image.ts';
import { channelsOf, type Preprocessing, resizeWay } from './preprocessing.ts';
import { type Pixels, stretch } from './resize.ts';

/**
 * Writes one image into `into` (channels × height × width values from its start), brought to the model's size.
 * @throws ModelLoadError when the image can't be decoded.
 */
export async function fillImage(image: ImageSource, into: Float32Array, preprocessing: Preprocessing): Promise<void> {
  fillPixels(await readPixels(image, preprocessing), { into, preprocessing });
}

/**
 * Decodes an image and brings it to the model's size, as its preprocessing says: what `fillPixels` takes, to be kept or changed before.
 * @throws ModelLoadError when the image can't be decoded; StrataError BAD_CONFIG when it is too small for the crop.
 */
export async function readPixels(
  image: ImageSource,
  { width, height, channelOrder, resize }: Preprocessing,
): Promise<Pixels> {
  const pixels = await decodeImage(image);
  const way = resizeWay(resize);
  const { box, resized, window } = fitImage(way, { image: pixels, input: { width, height } });
  const source = channelOrder === 'grey' ? toGrey(pixels) : pixels;
  return stretch(source, { ...resized, filter: way.filter, box, window });
}

export interface FillOptions {
  /** Channels × height × width values from its start. */
  readonly into: Float32Array;
  readonly preprocessing: Preprocessing;
  /** (height, width): what all channels of a pixel, from 0 to 255, are multiplied by beforehand. Default 1 everywhere. */
  readonly factors?: Float32Array | null;
}

/** Turns pixels of the model's size into its input: (pixel × factor × scale − mean) / standardDeviation. */
export function fillPixels({ data }: Pixels, { into, preprocessing, factors = null }: FillOptions): void {
  const { width, height, channelOrder, scale, mean, standardDeviation, layout } = preprocessing;
  const area = width * height;
  const channels = channelsOf(preprocessing);
  for (let channel = 0; channel < channels; channel++) {
    const from = channelOrder === 'bgr' ? 2 - channel : channel;
    const center = mean[channel] ?? 0;
    const deviation = standardDeviation[channel] ?? 1;
    const inputOf = (pixel: number): number => (pixel * scale - center) / deviation;
    const inputs = Float32Array.from({ length: 256 }, (_, pixel) => inputOf(pixel));
    const [start, step] = layout === 'nchw' ? [channel * area, 1] : [channel, channels];
    for (let pixel = 0; pixel < area; pixel++) {
      const value = data[pixel * 3 + from] as number;
      const factor = factors === null ? 1 : (factors[pixel] as number);
      into[start + pixel * step] = factor === 1 ? (inputs[value] as number) : inputOf(value * factor);
    }
  }
}

/**
 * Brightness in all three channels, in whole numbers over 2¹⁶, as Pillow's conversion to "L" has it, before the image is
 * stretched. Source: Pillow, src/libImaging/Convert.c.
 */
function toGrey({ data, width, height }: Pixels): Pixels {
  const grey = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i += 3) {
    const [r, g, b] = [data[i] as number, data[i + 1] as number, data[i + 2] as number];
    grey.fill((r * 19595 + g * 38470 + b * 7471 + 0x8000) >> 16, i, i + 3);
  }
  return { data: grey, width, height };
}
