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
    const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
    if (info.width === width && info.height === height) return data;
    if (info.width <= width && info.height <= height) return enlarge(data, { from: info, width, height });
    const raw = { width: info.width, height: info.height, channels: 3 } as const;
    return await sharp(data, { raw }).resize(width, height, { fit: 'fill', kernel: 'linear' }).raw().toBuffer();
  } catch (cause) {
    throw new ModelLoadError(`${path}: expected an image, can't decode it. Replace the file.`, {
      cause,
      context: { file: path },
    });
  }
}

/** Bilinear with pixel centres aligned and borders repeated; sharp's own enlargement moves activations far away. */
function enlarge(
  pixels: Uint8Array,
  { from, width, height }: { from: { width: number; height: number }; width: number; height: number },
): Uint8Array {
  const result = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    const [top, bottom, down] = neighbours(y, from.height / height, from.height);
    for (let x = 0; x < width; x++) {
      const [left, right, across] = neighbours(x, from.width / width, from.width);
      for (let c = 0; c < 3; c++) {
        const at = (row: number, column: number) => pixels[(row * from.width + column) * 3 + c] ?? 0;
        const upper = at(top, left) * (1 - across) + at(top, right) * across;
        const lower = at(bottom, left) * (1 - across) + at(bottom, right) * across;
        result[(y * width + x) * 3 + c] = Math.round(upper * (1 - down) + lower * down);
      }
    }
  }
  return result;
}

function neighbours(target: number, ratio: number, size: number): [number, number, number] {
  const source = Math.max(0, (target + 0.5) * ratio - 0.5);
  const low = Math.floor(source);
  return [low, Math.min(low + 1, size - 1), source - low];
}
