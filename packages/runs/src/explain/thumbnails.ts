import { type Store, samplesWithoutThumbnail, writeThumbnail } from '@strata/db';
import type { ProbeSample } from '@strata/probe';
import sharp from 'sharp';
import type { StartProgress } from '../progress.ts';

const SIDE_MAX = 256;
/** What a photograph may have at the most; a small file can claim to hold far more. */
const PIXELS_MAX = 200_000_000;

export interface ThumbnailRequest {
  readonly runId: number;
  readonly samples: readonly ProbeSample[];
  readonly signal?: AbortSignal | undefined;
  readonly progress: StartProgress;
}

/**
 * Stores a thumbnail of every sample that the run shows, one image at a time. A sample without an image has none; an
 * image that can't be decoded is named in a note and left out.
 * @throws StoreError when the database fails; the signal's reason
 */
export async function writeThumbnails(
  store: Store,
  { runId, samples, signal, progress }: ThumbnailRequest,
): Promise<void> {
  const missing = (await samplesWithoutThumbnail(store, runId)).flatMap(({ id, sampleIndex }) => {
    const path = samples[sampleIndex]?.imagePath ?? null;
    return path === null ? [] : [{ id, path }];
  });
  if (missing.length === 0) return;
  const line = progress('thumbnails', 'images');
  let left = 0;
  for (const [done, { id, path }] of missing.entries()) {
    signal?.throwIfAborted();
    const thumbnail = await shrink(path).catch((cause: unknown) => {
      left += 1;
      const why = cause instanceof Error ? cause.message : String(cause);
      line.note(`${path}: no thumbnail, the image can't be decoded (${why}). Replace the file.`);
      return null;
    });
    if (thumbnail) await writeThumbnail(store, { sampleId: id, ...thumbnail });
    line.update(done + 1, missing.length);
  }
  line.end(left > 0 ? `${left} images can't be decoded` : undefined);
}

/** WebP of at most 256 pixels a side, with the size of the original. */
async function shrink(path: string): Promise<{ imageWidth: number; imageHeight: number; webp: Uint8Array }> {
  const image = sharp(path, { failOn: 'truncated', limitInputPixels: PIXELS_MAX });
  const { width, height } = await image.metadata();
  const webp = await image
    .resize(SIDE_MAX, SIDE_MAX, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 82 })
    .toBuffer();
  return { imageWidth: width, imageHeight: height, webp: new Uint8Array(webp) };
}
