import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeFileWhole } from '@strata/files';
import type { CellIndex, ProbeSample } from '@strata/probe';
import { z } from 'zod';
import type { StartProgress } from '../progress.ts';
import { hashDistance, type PerceptualHash, perceptualHash } from './perceptual-hash.ts';

/**
 * Images whose hashes differ in at most so many of 256 bits look nearly alike. On 60 photographs of streets, a copy that is
 * brighter, cut by 4 pixels of 224 on every side and compressed differs in 13 (median), a frame of another drive in 106, and
 * 54 at the least. Of 480 plain drawings, each made by itself, 4 are as near to another one; with 40 bits it would be 173.
 */
const NEAR_BITS_MAX = 20;

/** Named by what it depends on besides the images: another rule is another file. */
const FILE = `near-duplicates-${NEAR_BITS_MAX}.json`;
const storedSchema = z.object({ nearDuplicates: z.int().nonnegative() });

export interface NearDuplicatesOptions {
  /** Of the dataset; what is found is kept beside its cells. */
  readonly index: CellIndex;
  readonly signal?: AbortSignal | undefined;
  readonly progress: StartProgress;
}

/**
 * How many images look nearly like another one of the dataset, or null without images. One that can't be decoded counts as
 * like none: who needs it says so. Found once, then read from the cache.
 * @throws the signal's reason
 */
export async function countNearDuplicates(
  samples: readonly ProbeSample[],
  { index, signal, progress }: NearDuplicatesOptions,
): Promise<number | null> {
  const images = samples.flatMap(({ imagePath: path, upright = false }) => (path === null ? [] : [{ path, upright }]));
  if (images.length === 0) return null;
  const path = join(dirname(index.mapsPath), FILE);
  const stored = await readStored(path);
  if (stored !== null) return stored;
  const line = progress('look alikes', 'images');
  const hashes: PerceptualHash[] = [];
  for (const [done, image] of images.entries()) {
    signal?.throwIfAborted();
    const hash = await perceptualHash(image).catch(() => null);
    if (hash) hashes.push(hash);
    line.update(done + 1, images.length);
  }
  const nearDuplicates = countNear(hashes, signal);
  line.end();
  // A full or read-only disk: they are counted again the next time.
  await writeFileWhole(path, JSON.stringify({ nearDuplicates })).catch(() => undefined);
  return nearDuplicates;
}

/** How many hashes have another within `NEAR_BITS_MAX` bits. */
function countNear(hashes: readonly PerceptualHash[], signal: AbortSignal | undefined): number {
  const near = new Uint8Array(hashes.length);
  for (const [i, hash] of hashes.entries()) {
    signal?.throwIfAborted();
    for (let j = i + 1; j < hashes.length; j += 1) {
      if (hashDistance(hash, hashes[j] as PerceptualHash) > NEAR_BITS_MAX) continue;
      near[i] = 1;
      near[j] = 1;
    }
  }
  return near.reduce((sum, one) => sum + one, 0);
}

async function readStored(path: string): Promise<number | null> {
  try {
    return storedSchema.parse(JSON.parse(await readFile(path, 'utf8'))).nearDuplicates;
  } catch {
    // Absent or damaged: counted again.
    return null;
  }
}
