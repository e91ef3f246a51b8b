import { readFile } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { DatasetError } from '@strata/domain';
import sharp from 'sharp';
import { MASK_PIXELS_MAX } from '../../mask-bounds.ts';
import type { MaskShape } from '../../probe-dataset.ts';

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
/** Where the header chunk's data begin, and where the header ends. */
const HEADER_AT = 16;
const HEADER_END = 33;
const GREY = 0;
const PALETTE = 3;
/** Length, kind and checksum of a chunk. */
const CHUNK_BYTES = 12;

/** What a PNG's header says. */
export interface PngHeader extends MaskShape {
  readonly depth: number;
  readonly isPalette: boolean;
  readonly isGrey: boolean;
}

/** A PNG's numbers: grey values or places in its palette, whatever colours these have. */
export interface IndexPng extends MaskShape {
  /** (height, width) */
  readonly values: Uint16Array;
  /** What the file can hold at the most. */
  readonly valueMax: number;
}

export interface ColourPng extends MaskShape {
  /** (height, width, 3) of red, green and blue. */
  readonly rgb: Uint8Array;
}

/**
 * The header of a PNG.
 * @param where file and item, for messages
 * @throws DatasetError when the bytes are no PNG, or claim more pixels than a mask may have
 */
export function pngHeader(bytes: Buffer, where: string): PngHeader {
  if (bytes.length < HEADER_END || !bytes.subarray(0, SIGNATURE.length).equals(SIGNATURE)) {
    throw new DatasetError(`${where}: expected a PNG, found something else.`);
  }
  const [width, height] = [bytes.readUInt32BE(HEADER_AT), bytes.readUInt32BE(HEADER_AT + 4)];
  if (height * width > MASK_PIXELS_MAX) {
    throw new DatasetError(`${where}: expected at most ${MASK_PIXELS_MAX} pixels, found ${width}x${height}.`);
  }
  const kind = bytes[HEADER_AT + 9];
  return { width, height, depth: bytes[HEADER_AT + 8] as number, isPalette: kind === PALETTE, isGrey: kind === GREY };
}

/**
 * Reads a PNG of numbers: grey of 1 to 16 bits, or a palette, whose places are the numbers.
 * @throws DatasetError when it is in colours, or can't be decoded
 */
export async function readIndexPng(source: string | Buffer, where: string): Promise<IndexPng> {
  const bytes = typeof source === 'string' ? await readFile(source) : source;
  const { width, height, depth, isPalette, isGrey } = pngHeader(bytes, where);
  if (!isPalette && !isGrey) {
    throw new DatasetError(`${where}: expected a PNG of numbers, in grey or with a palette, found one in colours.`);
  }
  const image = sharp(isPalette ? asGrey(bytes) : bytes, { failOn: 'truncated', ignoreIcc: true });
  const { data, info } = await decode(
    () =>
      (depth === 16
        ? image.toColourspace('grey16').raw({ depth: 'ushort' })
        : image.toColourspace('b-w').raw()
      ).toBuffer({
        resolveWithObject: true,
      }),
    where,
  );
  const raw = depth === 16 ? new Uint16Array(data.buffer, data.byteOffset, data.length / 2) : data;
  // Grey of 1, 2 or 4 bits comes spread over 0 to 255.
  const step = depth < 8 ? 255 / (2 ** depth - 1) : 1;
  const values = new Uint16Array(width * height);
  for (let pixel = 0; pixel < values.length; pixel += 1) values[pixel] = (raw[pixel * info.channels] as number) / step;
  return { width, height, values, valueMax: 2 ** depth - 1 };
}

/**
 * Reads the colours of a PNG; alpha means nothing.
 * @throws DatasetError when it has 16 bits a channel, or can't be decoded
 */
export async function readColourPng(source: string | Buffer, where: string): Promise<ColourPng> {
  const bytes = typeof source === 'string' ? await readFile(source) : source;
  const { width, height, depth } = pngHeader(bytes, where);
  if (depth === 16) throw new DatasetError(`${where}: expected a PNG of 8 bits a channel, found 16.`);
  const { data, info } = await decode(
    () =>
      sharp(bytes, { failOn: 'truncated', ignoreIcc: true })
        .toColourspace('srgb')
        .raw()
        .toBuffer({ resolveWithObject: true }),
    where,
  );
  if (info.channels === 3) return { width, height, rgb: data };
  const rgb = new Uint8Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    for (let c = 0; c < 3; c += 1) {
      rgb[pixel * 3 + c] = data[pixel * info.channels + (info.channels < 3 ? 0 : c)] as number;
    }
  }
  return { width, height, rgb };
}

async function decode<T>(run: () => Promise<T>, where: string): Promise<T> {
  try {
    return await run();
  } catch (cause) {
    // The decoder's own words may take several lines.
    const why = (cause instanceof Error ? cause.message : String(cause)).trim().replaceAll(/\s*\n\s*/gu, '; ');
    throw new DatasetError(`${where}: the PNG can't be decoded (${why}). Write it again.`, { cause });
  }
}

/** The same PNG as one of grey, so that the decoder gives the palette's places instead of its colours. */
function asGrey(bytes: Buffer): Buffer {
  const chunks: Uint8Array[] = [SIGNATURE];
  for (let at = SIGNATURE.length; at + CHUNK_BYTES <= bytes.length; ) {
    const end = at + CHUNK_BYTES + bytes.readUInt32BE(at);
    const kind = bytes.toString('latin1', at + 4, at + 8);
    if (kind === 'IHDR') chunks.push(greyHeader(bytes.subarray(at, end)));
    if (kind === 'IDAT' || kind === 'IEND') chunks.push(bytes.subarray(at, end));
    at = end;
  }
  return Buffer.concat(chunks);
}

function greyHeader(chunk: Buffer): Buffer {
  const header = Buffer.from(chunk);
  header[HEADER_AT - SIGNATURE.length + 9] = GREY;
  header.writeUInt32BE(crc32(header.subarray(4, -4)), header.length - 4);
  return header;
}

/**
 * Which pixels of a PNG aren't black, (height, width), 1 where they aren't; of a palette its colours count, alpha means nothing.
 * @throws DatasetError when it can't be decoded
 */
export async function readGreyPng(source: string | Buffer, where: string): Promise<Uint8Array> {
  const bytes = typeof source === 'string' ? await readFile(source) : source;
  const { width, height, isGrey } = pngHeader(bytes, where);
  if (isGrey) return Uint8Array.from((await readIndexPng(bytes, where)).values, (value) => (value > 0 ? 1 : 0));
  const { rgb } = await readColourPng(bytes, where);
  return Uint8Array.from({ length: width * height }, (_, at) =>
    rgb[3 * at] !== 0 || rgb[3 * at + 1] !== 0 || rgb[3 * at + 2] !== 0 ? 1 : 0,
  );
}

/**
 * Which pixels of a PNG are shown, (height, width): those that aren't clear, or, where it knows nothing of that, that aren't black.
 * @throws DatasetError when it can't be decoded
 */
export async function readShownPng(bytes: Buffer, where: string): Promise<Uint8Array> {
  const { width, height } = pngHeader(bytes, where);
  const { data, info } = await decode(
    () => sharp(bytes, { failOn: 'truncated', ignoreIcc: true }).raw().toBuffer({ resolveWithObject: true }),
    where,
  );
  const { channels } = info;
  if (channels !== 2 && channels !== 4) return readGreyPng(bytes, where);
  return Uint8Array.from({ length: width * height }, (_, at) => (data[at * channels + channels - 1] === 0 ? 0 : 1));
}
