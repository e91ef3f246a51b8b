import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { StrataError } from '@strata/domain';
import { z } from 'zod';
import type { ProbeDataset } from '../probe-dataset.ts';
import type { CellIndex } from './cell-index.ts';
import { CellInterner } from './cell-interner.ts';

/** Changes when the files' meaning changes, so that old caches are not read. */
const LAYOUT = 1;

export interface BuildCellIndexOptions {
  readonly cacheDir: string;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

const storedSchema = z.object({
  areas: z.array(z.number().int().nonnegative()),
  conceptSets: z.array(z.array(z.number().int().nonnegative())),
});
type Stored = z.infer<typeof storedSchema>;

/**
 * Builds the cell index image by image: memory holds one image and the table of cells. Kept in the cache folder under
 * the dataset's hash and read back from there; a damaged cache is built anew.
 * @throws DatasetError from the reader; StrataError DISK_FULL; the signal's reason.
 */
export async function buildCellIndex(
  dataset: ProbeDataset,
  { cacheDir, onProgress, signal }: BuildCellIndexOptions,
): Promise<CellIndex> {
  const folder = join(cacheDir, `cells-${LAYOUT}-${dataset.sha256}`);
  const cached = await readCached(dataset, folder);
  if (cached) return cached;
  const building = `${folder}.${randomUUID()}`;
  try {
    await mkdir(building, { recursive: true });
    const interner = await writeMaps(dataset, { path: join(building, 'maps.u32'), onProgress, signal });
    const stored: Stored = { areas: interner.areas, conceptSets: interner.conceptSets };
    const table = await open(join(building, 'cells.json'), 'wx');
    await table.writeFile(JSON.stringify(stored));
    await table.sync();
    await table.close();
    await rm(folder, { recursive: true, force: true });
    await rename(building, folder);
    return toIndex(dataset, { folder, stored });
  } catch (error) {
    await rm(building, { recursive: true, force: true });
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') {
      throw new StrataError(
        'DISK_FULL',
        `No space left in ${cacheDir}. Free some, or set STRATA_HOME to a larger disk.`,
        { cause: error },
      );
    }
    throw error;
  }
}

async function writeMaps(
  dataset: ProbeDataset,
  { path, onProgress, signal }: { path: string } & Pick<BuildCellIndexOptions, 'onProgress' | 'signal'>,
): Promise<CellInterner> {
  const interner = new CellInterner();
  const pixels = dataset.maskShape.height * dataset.maskShape.width;
  const file = await open(path, 'wx');
  try {
    for (const { index } of dataset.samples) {
      signal?.throwIfAborted();
      const cells = interner.intern(await dataset.readLabels(index), pixels);
      await file.write(new Uint8Array(cells.buffer));
      onProgress?.(index + 1, dataset.samples.length);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return interner;
}

async function readCached(dataset: ProbeDataset, folder: string): Promise<CellIndex | null> {
  if (!existsSync(folder)) return null;
  try {
    const stored = storedSchema.parse(JSON.parse(await readFile(join(folder, 'cells.json'), 'utf8')));
    const pixels = dataset.samples.length * dataset.maskShape.height * dataset.maskShape.width;
    const { size } = await stat(join(folder, 'maps.u32'));
    const whole = size === pixels * 4 && stored.areas.reduce((sum, area) => sum + area, 0) === pixels;
    return whole && stored.areas.length === stored.conceptSets.length ? toIndex(dataset, { folder, stored }) : null;
  } catch {
    // Unreadable is the same as absent: it is built again from the dataset.
    return null;
  }
}

function toIndex(dataset: ProbeDataset, { folder, stored }: { folder: string; stored: Stored }): CellIndex {
  const offsets = new Uint32Array(stored.conceptSets.length + 1);
  stored.conceptSets.forEach((set, cell) => {
    offsets[cell + 1] = (offsets[cell] as number) + set.length;
  });
  return {
    sha256: dataset.sha256,
    sampleCount: dataset.samples.length,
    maskShape: dataset.maskShape,
    conceptCount: dataset.concepts.length,
    cellCount: stored.areas.length,
    areas: Float64Array.from(stored.areas),
    conceptOffsets: offsets,
    conceptPositions: Uint32Array.from(stored.conceptSets.flat()),
    mapsPath: join(folder, 'maps.u32'),
    mapsBytesPerCell: 4,
  };
}
