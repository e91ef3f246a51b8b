import { ModelLoadError } from '@strata/domain';
import sharp from 'sharp';
import type { Preprocessing } from './preprocessing.ts';

/**
 * Writes one image into `into` (3 × height × width values from its start), stretched to the model's size.
 * @throws ModelLoadError when the image can't be decoded.
 */
export async function fillImage(path: string, into: Float32Array, preprocessing: Preprocessing): Promise<void> {
  const { width, height, channelOrder, scale, mean, standardDeviation, layout } = preprocessing;
  const pixels = await decode(path, width, height);
  const area = width * height;
  for (let channel = 0; channel < 3; channel++) {
    const from = channelOrder === 'bgr' ? 2 - channel : channel;
    const center = mean[channel] ?? 0;
    const deviation = standardDeviation[channel] ?? 1;
    for (let pixel = 0; pixel < area; pixel++) {
      const value = ((pixels[pixel * 3 + from] ?? 0) * scale - center) / deviation;
      into[layout === 'nchw' ? channel * area + pixel : pixel * 3 + channel] = value;
    }
  }
}

async function decode(path: string, width: number, height: number): Promise<Uint8Array> {
  try {
    const image = sharp(path).removeAlpha().toColourspace('srgb');
    return await image.resize(width, height, { fit: 'fill', kernel: 'linear' }).raw().toBuffer();
  } catch (cause) {
    throw new ModelLoadError(`${path}: expected an image, can't decode it. Replace the file.`, {
      cause,
      context: { file: path },
    });
  }
}
