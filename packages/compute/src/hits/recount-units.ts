import { setImmediate } from 'node:timers/promises';
import type { Upsampling } from '@strata/kernels';
import { type CellIndex, openCellMaps } from '@strata/probe';
import { openActivations } from '../activations/npy-source.ts';
import type { ActivationRange } from '../ranges/activation-range.ts';
import { hitCounter, type UnitHits } from './count-hits.ts';
import { keepPreparedImages, openPreparedImages } from './prepared-file.ts';
import type { PreparedImages } from './prepared-images.ts';

/** Units counted together: each image's cell map is read once for all of them. */
const UNITS_PER_BLOCK = 8;

export interface RecountInputs<Unit extends { readonly unit: number }> {
  readonly index: CellIndex;
  /** A `.npy` file (unit, sample, height, width). */
  readonly activationsPath: string;
  /** How the maps were laid on the masks when the ranges were explained. */
  readonly upsampling: Upsampling;
  readonly units: readonly Unit[];
}

export interface RecountOptions<Unit> {
  /** A unit's ranges, as they were found. */
  readonly rangesOf: (unit: Unit) => readonly ActivationRange[];
  /** Takes some units with their hits, by unit; one without ranges has none. */
  readonly take: (units: readonly Unit[], hits: ReadonlyMap<number, UnitHits>) => Promise<void>;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/**
 * Counts the hits of ranges that were explained before: they are not kept.
 * @throws ShapeError or DatasetError when activations or cell maps can't be read, what `take` throws, or the signal's reason
 */
export async function recountUnits<Unit extends { readonly unit: number }>(
  { index, activationsPath, upsampling, units }: RecountInputs<Unit>,
  { rangesOf, take, signal, onProgress }: RecountOptions<Unit>,
): Promise<void> {
  if (units.length === 0) return;
  const source = openActivations(activationsPath);
  const maps = openCellMaps(index);
  let images: PreparedImages | null = null;
  try {
    const imagesPath = await keepPreparedImages(index, source, { signal });
    images = imagesPath === null ? null : openPreparedImages(imagesPath, index.sampleCount);
    const countHits = hitCounter({ index, maps, mapShape: source, upsampling, images });
    for (let start = 0; start < units.length; start += UNITS_PER_BLOCK) {
      signal?.throwIfAborted();
      const block = units.slice(start, start + UNITS_PER_BLOCK);
      const asked = block.flatMap((one) => {
        const ranges = rangesOf(one);
        return ranges.length === 0 ? [] : [{ unit: one.unit, values: source.readUnit(one.unit), ranges }];
      });
      await take(block, new Map(countHits(asked).map((hits) => [hits.unit, hits])));
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
