import { DatasetError } from '@strata/domain';
import sharp from 'sharp';
import type { MaskShape } from '../probe-dataset.ts';

/**
 * Reads a mask PNG whose pixels hold label = red + 256·green, as (height, width). Blue and alpha mean nothing. A palette
 * stands for its colours. A grey PNG of 8 bits holds labels below 256: its value is red, and green is 0.
 * @throws DatasetError naming the file when it is unreadable, cut off, no PNG, of another depth, or of another size.
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
  const { data, info, isGrey, refused } = decoded;
  if (refused !== null) {
    throw new DatasetError(
      `${path}: expected a PNG of 8 bits a channel, found ${refused}. Write label = R + 256·G as an 8-bit RGB PNG.`,
      { context: { file: path } },
    );
  }
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
    const green = isGrey ? 0 : (data[at + 1] as number);
    labels[pixel] = (data[at] as number) + 256 * green;
  }
  return labels;
}

async function decode(path: string) {
  // A colour profile must not change numbers.
  const image = sharp(path, { failOn: 'truncated', limitInputPixels: 64_000_000, ignoreIcc: true });
  const { format, depth, space, bitsPerSample = 8, isPalette } = await image.metadata();
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
  // Grey of 1, 2 or 4 bits would come scaled to 255, and 16 bits cut to 8.
  const isDeep = depth !== 'uchar' || (bitsPerSample < 8 && !isPalette);
  const refused = format !== 'png' ? `the format ${format}` : isDeep ? `${bitsPerSample} bits` : null;
  return { data, info, isGrey: space === 'b-w', refused };
}
