import { ModelLoadError } from '@strata/domain';
import sharp from 'sharp';
import type { Preprocessing } from './preprocessing.ts';
import { type Pixels, stretch } from './resize.ts';

/** What an image may have at the most; a small file can claim to hold far more. */
const PIXELS_MAX = 200_000_000;

/**
 * Writes one image into `into` (3 × height × width values from its start), stretched to the model's size.
 * @throws ModelLoadError when the image can't be decoded.
 */
export async function fillImage(path: string, into: Float32Array, preprocessing: Preprocessing): Promise<void> {
  const { width, height, channelOrder, scale, mean, standardDeviation, layout } = preprocessing;
  const { data } = stretch(await decode(path), { width, height });
  const area = width * height;
  for (let channel = 0; channel < 3; channel++) {
    const from = channelOrder === 'bgr' ? 2 - channel : channel;
    const center = mean[channel] ?? 0;
    const deviation = standardDeviation[channel] ?? 1;
    const inputs = Float32Array.from({ length: 256 }, (_, pixel) => (pixel * scale - center) / deviation);
    const [start, step] = layout === 'nchw' ? [channel * area, 1] : [channel, 3];
    for (let pixel = 0; pixel < area; pixel++) {
      into[start + pixel * step] = inputs[data[pixel * 3 + from] as number] as number;
    }
  }
}

/** Transparency is dropped, orientation tags are not followed: masks know nothing of either. */
async function decode(path: string): Promise<Pixels> {
  try {
    const { data, info } = await sharp(path, { failOn: 'truncated', limitInputPixels: PIXELS_MAX })
      .removeAlpha()
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    if (info.channels === 3) return { data, width: info.width, height: info.height };
    throw new Error(`it has ${info.channels} channels, not 3`);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ModelLoadError(`${path}: expected an image, can't decode it (${why}). Replace the file.`, {
      cause,
      context: { file: path },
    });
  }
}
