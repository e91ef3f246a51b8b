import { type FileHandle, open, stat } from 'node:fs/promises';
import { IMAGE_HEAD_BYTES, type ImageFormat, imageFormatOf } from '@strata/domain';

/** What a decoder gives no account of, though it changes the pixels. */
export interface PictureHead {
  readonly format: ImageFormat;
  /** A PNG of one channel: transparency that its tRNS chunk adds is no second one. */
  readonly isGrey: boolean;
  /** A TIFF that holds light and colour apart (YCbCr), not as JPEG: it would be taken for red, green and blue. */
  readonly isRawYcbcr: boolean;
}

/** In a PNG's header, behind the bits: 0 = grey. */
const PNG_COLOUR_AT = 25;
/** Of TIFF 6.0: tags, the values that are looked for, and the bytes of a directory's count and entry, of BigTIFF as well. */
const [COMPRESSION, PHOTOMETRIC] = [259, 262];
const [YCBCR, JPEG_COMPRESSIONS] = [6, [6, 7]];
const PLAIN = { placeAt: 4, count: 2, entry: 12, value: 8 } as const;
const BIG = { placeAt: 8, count: 8, entry: 20, value: 12 } as const;
/** More entries than a directory ever has. */
const ENTRIES_MAX = 1000;

/**
 * Reads the first bytes of a picture before a decoder sees it: these formats come out as Pillow reads them; others
 * differ (AVIF), or Pillow doesn't know them (SVG).
 * @throws Error when it is no file, or of another format.
 */
export async function readPictureHead(path: string): Promise<PictureHead> {
  if (!(await stat(path)).isFile()) throw new Error('it is no file');
  const file = await open(path, 'r');
  try {
    const head = await bytesOf(file, { at: 0, length: 32 });
    const format = imageFormatOf(head.subarray(0, IMAGE_HEAD_BYTES));
    if (format === null) throw new Error('its first bytes are of no format that is read');
    return {
      format,
      isGrey: format === 'png' && head[PNG_COLOUR_AT] === 0,
      isRawYcbcr: format === 'tiff' && (await isRawYcbcr(file, head)),
    };
  } finally {
    await file.close();
  }
}

/** Looks at the first directory; one that can't be read is left to the decoder. */
async function isRawYcbcr(file: FileHandle, head: Buffer): Promise<boolean> {
  const isLittle = head[0] === 0x49;
  const number = (bytes: Buffer, at: number, size: number): number => {
    if (at + size > bytes.length) return 0;
    const low = Math.min(size, 6);
    return isLittle ? bytes.readUIntLE(at, low) : bytes.readUIntBE(at + size - low, low);
  };
  const form = number(head, 2, 2) === 43 ? BIG : PLAIN;
  const at = number(head, form.placeAt, form.placeAt);
  const count = number(await bytesOf(file, { at, length: form.count }), 0, form.count);
  const entries = await bytesOf(file, { at: at + form.count, length: Math.min(count, ENTRIES_MAX) * form.entry });
  const shortOf = (tag: number): number | null => {
    for (let entry = 0; entry < entries.length; entry += form.entry) {
      if (number(entries, entry, 2) === tag) return number(entries, entry + form.value, 2);
    }
    return null;
  };
  return shortOf(PHOTOMETRIC) === YCBCR && !JPEG_COMPRESSIONS.includes(shortOf(COMPRESSION) ?? 1);
}

async function bytesOf(file: FileHandle, { at, length }: { at: number; length: number }): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at);
  return buffer.subarray(0, bytesRead);
}
