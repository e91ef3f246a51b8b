import { DatasetError } from '@strata/domain';
import sharp from 'sharp';
import type { MaskShape } from '../probe-dataset.ts';

/**
 * Reads a mask PNG whose pixels hold label = red + 256·green, as (height, width).
 * @throws DatasetError naming the file when it is unreadable, cut off, or of another size.
 */
export async function readMaskPng(path: string, { height, width }: MaskShape): Promise<Uint16Array> {
  let decoded: Awaited<ReturnType<typeof decode>>;
  try {
    decoded = await decode(path);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new DatasetError(`${path}: expected a mask PNG, but it can't be decoded (${why}).`, {
      cause,
      context: { file: path },
    });
  }
  const { data, info } = decoded;
  if (info.height !== height || info.width !== width) {
    throw new DatasetError(
      `${path}: expected a mask of ${width}×${height} pixels as in index.csv, found ${info.width}×${info.height}.`,
      {
        context: { file: path },
      },
    );
  }
  const labels = new Uint16Array(height * width);
  for (let pixel = 0; pixel < labels.length; pixel += 1) {
    const at = pixel * info.channels;
    const green = info.channels >= 3 ? (data[at + 1] as number) : 0;
    labels[pixel] = (data[at] as number) + 256 * green;
  }
  return labels;
}

async function decode(path: string) {
  return sharp(path, { failOn: 'truncated', limitInputPixels: 64_000_000 }).raw().toBuffer({ resolveWithObject: true });
}
