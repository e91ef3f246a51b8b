import { type Store, samplesWithoutThumbnail, writeThumbnail } from '@strata/db';
import type { Box } from '@strata/domain';
import { decodeImage, type ImageSource } from '@strata/onnx';
import type { ProbeSample } from '@strata/probe';
import sharp from 'sharp';
import type { StartProgress } from '../progress.ts';

const SIDE_MAX = 256;

export interface ThumbnailRequest {
  /** A run, whose ranges show samples, or the samples themselves. */
  readonly of: Parameters<typeof samplesWithoutThumbnail>[1];
  readonly samples: readonly ProbeSample[];
  readonly signal?: AbortSignal | undefined;
  readonly progress: StartProgress;
}

/**
 * Stores a thumbnail of every sample that is shown, one image at a time. A sample without an image has none; an
 * image that can't be decoded is named in a note and left out.
 * @throws StoreError when the database fails; the signal's reason
 */
export async function writeThumbnails(
  store: Store,
  { of, samples, signal, progress }: ThumbnailRequest,
): Promise<void> {
  const missing = (await samplesWithoutThumbnail(store, of)).flatMap(({ id, sampleIndex }) => {
    const { imagePath: path = null, upright = false, seen } = samples[sampleIndex] ?? {};
    return path === null ? [] : [{ id, path, upright, seen }];
  });
  if (missing.length === 0) return;
  const line = progress('thumbnails', 'images');
  let left = 0;
  for (const [done, { id, seen, ...image }] of missing.entries()) {
    signal?.throwIfAborted();
    const thumbnail = await makeThumbnail(image, seen).catch((cause: unknown) => {
      left += 1;
      const why = cause instanceof Error ? cause.message : String(cause);
      line.note(`no thumbnail. ${why}`);
      return null;
    });
    if (thumbnail) await writeThumbnail(store, { sampleId: id, ...thumbnail });
    line.update(done + 1, missing.length);
  }
  line.end(left > 0 ? `${left} images can't be decoded` : undefined);
}

/**
 * A WebP of at most 256 pixels a side, made of the very pixels that the network gets, with the original's size; of the part
 * that the network sees, where that is not all.
 * @throws ModelLoadError when the image can't be decoded
 */
export async function makeThumbnail(
  source: ImageSource,
  seen?: Box,
): Promise<{ imageWidth: number; imageHeight: number; webp: Uint8Array }> {
  const { data, ...size } = await decodeImage(source);
  const { left, top, width, height } = seen ?? { left: 0, top: 0, ...size };
  const webp = await sharp(data, { raw: { ...size, channels: 3 } })
    .extract({ left, top, width, height })
    .resize(SIDE_MAX, SIDE_MAX, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 82 })
    .toBuffer();
  return { imageWidth: width, imageHeight: height, webp: new Uint8Array(webp) };
}
