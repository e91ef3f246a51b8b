import { readFile } from 'node:fs/promises';
import { DatasetError } from '@strata/domain';
import type { Metadata } from 'sharp';
import { MASK_PIXELS_MAX } from '../mask-bounds.ts';
import { lookAt } from '../picture-file.ts';
import type { MaskShape } from '../probe-dataset.ts';
import { greyInColours, type MaskLook, vocPalette } from './mask-advice.ts';

/** Colours 1 to 3 of PASCAL VOC's palette. */
const VOC_START = Buffer.from([128, 0, 0, 0, 128, 0, 128, 128, 0]);
/** Where the chunks of a PNG begin. */
const CHUNKS_START = 8;
/** Length, kind and checksum of a chunk. */
const CHUNK_BYTES = 12;

export interface MaskPng {
  /** (height, width) */
  readonly labels: Uint16Array;
  readonly look: MaskLook;
}

/**
 * Reads a mask PNG whose pixels hold label = red + 256·green, as (height, width). Blue and alpha mean nothing. A palette
 * stands for its colours. A grey PNG of 8 bits holds labels below 256: its value is red, and green is 0.
 * @throws DatasetError naming the file when it is unreadable, cut off, no PNG, of another depth, or of another size; also
 * when its colours can't be labels: a grey picture in colours, or PASCAL VOC's palette.
 */
export async function readMaskPng(path: string, shape: MaskShape): Promise<MaskPng> {
  const { height, width } = shape;
  const { data, channels, isGrey, isPalette } = await decode(path, shape);
  if (isPalette && (await hasVocPalette(path))) throw vocPalette(path);
  const look = { isPalette, hasBlue: false };
  let isColoured = isGrey;
  const labels = new Uint16Array(height * width);
  for (let pixel = 0; pixel < labels.length; pixel += 1) {
    const at = pixel * channels;
    const red = data[at] as number;
    const green = isGrey ? 0 : (data[at + 1] as number);
    const blue = isGrey ? 0 : (data[at + 2] as number);
    labels[pixel] = red + 256 * green;
    isColoured ||= red !== green || green !== blue;
    look.hasBlue ||= blue !== 0;
  }
  if (!isColoured && look.hasBlue) throw greyInColours(path, look);
  return { labels, look };
}

/** Nothing is decoded that the header shows to be something else. */
async function decode(path: string, shape: MaskShape) {
  const context = { file: path };
  try {
    const { image, metadata } = await lookAt(path, { pixelsMax: MASK_PIXELS_MAX });
    const { space, isPalette = false } = metadata;
    requireMask(metadata, { path, shape });
    const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
    return { data, channels: info.channels, isGrey: space === 'b-w', isPalette };
  } catch (cause) {
    if (cause instanceof DatasetError) throw cause;
    // The decoder's own words may take several lines.
    const why = (cause instanceof Error ? cause.message : String(cause)).trim().replaceAll(/\s*\n\s*/gu, '; ');
    throw new DatasetError(`${path}: expected a mask PNG, but it can't be decoded (${why}).`, { cause, context });
  }
}

function requireMask(found: Metadata, { path, shape }: { readonly path: string; readonly shape: MaskShape }): void {
  const { format, depth, bitsPerSample = 8, isPalette = false } = found;
  const context = { file: path };
  // Grey of 1, 2 or 4 bits would come scaled to 255, and 16 bits cut to 8.
  const isDeep = depth !== 'uchar' || (bitsPerSample < 8 && !isPalette);
  const refused =
    format !== 'png'
      ? `the format ${format}`
      : isDeep
        ? `${bitsPerSample} ${bitsPerSample === 1 ? 'bit' : 'bits'}`
        : null;
  if (refused !== null) {
    throw new DatasetError(
      `${path}: expected a PNG of 8 bits per channel, found ${refused}. Write label = R + 256·G as an 8-bit RGB PNG.`,
      { context },
    );
  }
  if (found.height === shape.height && found.width === shape.width) return;
  throw new DatasetError(
    `${path}: expected a mask of ${shape.width}×${shape.height} pixels as in index.csv, found ${found.width}×${found.height}.`,
    { context },
  );
}

/** Whether a PNG's palette begins as PASCAL VOC's does; the decoder gives colours only. */
async function hasVocPalette(path: string): Promise<boolean> {
  const bytes = await readFile(path);
  for (let at = CHUNKS_START; at + CHUNK_BYTES <= bytes.length; at += CHUNK_BYTES + bytes.readUInt32BE(at)) {
    const isPalette = bytes.toString('latin1', at + 4, at + 8) === 'PLTE';
    if (isPalette) return bytes.subarray(at + 11, at + 11 + VOC_START.length).equals(VOC_START);
  }
  return false;
}
