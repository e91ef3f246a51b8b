import { type ExportImage, readMasks, readThumbnail, type Snapshot } from '@strata/db';
import sharp from 'sharp';
import { maskOver, type PixelMask, type Size } from './shown-mask.ts';

/** A picture as pages show it: a WebP file of at most 256 pixels a side. */
export interface Picture extends Size {
  readonly webp: Uint8Array;
}

/** Reads an image's picture; null where none is stored. */
export async function readPicture(snapshot: Snapshot, { imageId }: ExportImage): Promise<Picture | null> {
  const webp = await snapshot.inTurn(() => readThumbnail(snapshot, imageId));
  if (!webp) return null;
  const { width, height } = await sharp(webp).metadata();
  return { webp, width, height };
}

/** Where the neuron fires in the range, over the picture. */
export async function readMaskOver(
  snapshot: Snapshot,
  { rangeId: clusterId, rank }: ExportImage,
  picture: Size,
): Promise<PixelMask | null> {
  const packed = await snapshot.inTurn(() => readMasks(snapshot, { clusterId, rank }));
  return packed ? maskOver(packed, picture) : null;
}
