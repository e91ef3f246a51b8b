import { open } from 'node:fs/promises';
import { IMAGE_HEAD_BYTES, imageFormatOf } from '@strata/domain';
import sharp, { type Metadata, type Sharp } from 'sharp';

/** A picture whose file begins as its format does, and whose header has been read; its pixels have not. */
export interface LookedAt {
  readonly image: Sharp;
  readonly metadata: Metadata;
}

/**
 * Looks at a picture before anything of it is decoded: which format its first bytes are of, then what its header says.
 * @param pixelsMax what it may claim to hold at the most
 * @throws Error when it is of no picture format that is read, or claims more pixels
 */
export async function lookAt(path: string, { pixelsMax }: { readonly pixelsMax: number }): Promise<LookedAt> {
  const format = await formatOf(path);
  if (format === null) throw new Error('its first bytes are of no picture format that is read');
  // A colour profile must not change numbers.
  const image = sharp(path, { failOn: 'truncated', limitInputPixels: pixelsMax, ignoreIcc: true });
  const metadata = await image.metadata();
  if (metadata.format === format) return { image, metadata };
  throw new Error(`it begins as ${format}, and is ${metadata.format}`);
}

async function formatOf(path: string) {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(IMAGE_HEAD_BYTES), 0, IMAGE_HEAD_BYTES, 0);
    return imageFormatOf(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}
