import { mkdir, open, rename, rm } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { Cache, type CacheUse, diskFailure, partPath } from '@strata/files';
import type { ProbeDataset } from '../probe-dataset.ts';
import { writeAbout } from './about-index.ts';
import type { CellIndex } from './cell-index.ts';
import { CellInterner } from './cell-interner.ts';
import { CELLS_IN_CACHE } from './cells-in-cache.ts';
import { indexFiles, readStoredIndex, type StoredCells, toIndex, writeTable } from './stored-index.ts';

export interface BuildCellIndexOptions {
  readonly cacheDir: string;
  /** Holds the index in the cache, beyond the building of it. Default not held. */
  readonly use?: CacheUse | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Builds the cell index image by image: memory holds one image and the table of cells. Kept in the cache folder under
 * the dataset's hash and read back from there; a damaged cache is built anew. Processes that build the same index at
 * once use the one that was there first.
 * @throws DatasetError from the reader; StrataError DISK_FULL, or SETUP_FAILED when the folder can't be written; the signal's reason.
 */
export async function buildCellIndex(dataset: ProbeDataset, options: BuildCellIndexOptions): Promise<CellIndex> {
  const { cacheDir } = options;
  const cache = new Cache(cacheDir);
  const folder = cache.pathOf(CELLS_IN_CACHE, dataset.sha256);
  await options.use?.hold(folder);
  const cached = await readStoredIndex(dataset, folder);
  if (cached) return cached;
  const building = partPath(folder);
  try {
    await cache.tidy();
    await mkdir(building, { recursive: true });
    const stored = await buildIn(building, { ...options, dataset });
    return (await moveInto(folder, { building, dataset })) ?? toIndex(dataset, { folder, stored });
  } catch (error) {
    await rm(building, { recursive: true, force: true }).catch(() => undefined);
    throw diskFailure(error, cacheDir);
  }
}

async function buildIn(
  building: string,
  { dataset, ...options }: BuildCellIndexOptions & { dataset: ProbeDataset },
): Promise<StoredCells> {
  const { tablePath, mapsPath } = indexFiles(building);
  const { interner, mapsCrc32 } = await writeMaps(dataset, { ...options, path: mapsPath });
  const { areas, conceptSets, voidPixels } = interner;
  const stored = { areas, conceptSets, mapsCrc32, voidPixels };
  await writeTable(tablePath, stored);
  await writeAbout(building, dataset);
  return stored;
}

async function writeMaps(
  dataset: ProbeDataset,
  { path, onProgress, signal }: BuildCellIndexOptions & { path: string },
): Promise<{ interner: CellInterner; mapsCrc32: number }> {
  const interner = new CellInterner();
  const pixels = dataset.maskShape.height * dataset.maskShape.width;
  const file = await open(path, 'wx');
  let mapsCrc32 = 0;
  try {
    for (const { index } of dataset.samples) {
      signal?.throwIfAborted();
      const cells = new Uint8Array(interner.intern(await dataset.readLabels(index), pixels).buffer);
      mapsCrc32 = crc32(cells, mapsCrc32);
      // Unlike write, this goes on after a write that took only a part.
      await file.appendFile(cells);
      onProgress?.(index + 1, dataset.samples.length);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { interner, mapsCrc32 };
}

/** Gives the finished folder its name. Returns the index of a process that was faster; null when ours is in place. */
async function moveInto(
  folder: string,
  { building, dataset }: { building: string; dataset: ProbeDataset },
): Promise<CellIndex | null> {
  for (;;) {
    try {
      await rename(building, folder);
      return null;
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : null;
      if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
    }
    const other = await readStoredIndex(dataset, folder);
    if (other) {
      await rm(building, { recursive: true, force: true });
      return other;
    }
    // Damaged. Out of the way in one step, so that nobody ever sees half of it.
    const damaged = partPath(folder);
    await rename(folder, damaged).catch(() => undefined);
    await rm(damaged, { recursive: true, force: true });
  }
}
