import { setImmediate } from 'node:timers/promises';
import type { Upsampling } from '@strata/kernels';
import { type CellIndex, openCellMaps } from '@strata/probe';
import { openActivations } from '../activations/npy-source.ts';
import { profileOf } from '../atlas/profile.ts';
import { hitCounter } from '../hits/count-hits.ts';
import { keepPreparedImages, openPreparedImages } from '../hits/prepared-file.ts';
import type { PreparedImages } from '../hits/prepared-images.ts';
import type { ActivationRange } from '../ranges/activation-range.ts';
import { conceptTables } from '../search/concept-tables.ts';

/** Units counted together: each image's cell map is read once for all of them. */
const UNITS_PER_BLOCK = 8;

export interface StoredProfileInputs {
  readonly index: CellIndex;
  /** A `.npy` file (unit, sample, height, width). */
  readonly activationsPath: string;
  /** How mask pixels get values from the map. */
  readonly upsampling: Upsampling;
  readonly units: readonly {
    readonly unit: number;
    readonly ranges: readonly { readonly clusterIndex: number; readonly range: ActivationRange }[];
  }[];
}

/** What a range fires on, packed. */
export interface FoundProfile {
  readonly unit: number;
  readonly clusterIndex: number;
  readonly profile: Uint8Array;
}

export interface StoredProfileOptions {
  /** Keeps the profiles of some units, whole. */
  readonly write: (found: readonly FoundProfile[]) => Promise<void>;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/**
 * Finds what ranges fire on that were explained before: the same profiles as where they are explained.
 * @throws ShapeError or DatasetError when activations or cell maps can't be read, what `write` throws, or the signal's reason
 */
export async function findStoredProfiles(
  { index, activationsPath, upsampling, units }: StoredProfileInputs,
  { write, signal, onProgress }: StoredProfileOptions,
): Promise<void> {
  if (units.length === 0) return;
  const source = openActivations(activationsPath);
  const maps = openCellMaps(index);
  let images: PreparedImages | null = null;
  try {
    const imagesPath = await keepPreparedImages(index, source, { signal });
    images = imagesPath === null ? null : openPreparedImages(imagesPath, index.sampleCount);
    const countHits = hitCounter({ index, maps, mapShape: source, upsampling, images });
    const tables = conceptTables(index);
    for (let start = 0; start < units.length; start += UNITS_PER_BLOCK) {
      signal?.throwIfAborted();
      const block = units.slice(start, start + UNITS_PER_BLOCK);
      const counted = countHits(
        block.map(({ unit, ranges }) => {
          return { unit, values: source.readUnit(unit), ranges: ranges.map(({ range }) => range) };
        }),
      );
      const found = block.flatMap(({ unit, ranges }, place) =>
        ranges.flatMap(({ clusterIndex }, range): FoundProfile[] => {
          const hits = counted[place]?.hits.subarray(range * index.cellCount, (range + 1) * index.cellCount);
          const profile = hits ? profileOf(tables, hits) : null;
          return profile ? [{ unit, clusterIndex, profile }] : [];
        }),
      );
      await write(found);
      onProgress?.(start + block.length, units.length);
      // Whoever else waits for this thread, such as what keeps a lock, has its turn.
      await setImmediate();
    }
  } finally {
    images?.close();
    maps.close();
    source.close();
  }
}
