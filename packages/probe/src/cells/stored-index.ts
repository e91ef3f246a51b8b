import { open, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { crcOfFile } from '@strata/files';
import { z } from 'zod';
import type { ProbeDataset } from '../probe-dataset.ts';
import type { CellIndex } from './cell-index.ts';

const storedSchema = z.object({
  areas: z.array(z.number().int().nonnegative()),
  conceptSets: z.array(z.array(z.number().int().nonnegative())),
  mapsCrc32: z.number().int().nonnegative(),
  /** Absent from older files, which had no void labels. */
  voidPixels: z.number().int().nonnegative().default(0),
});
/** The table of cells, as it is kept beside the maps. */
export type StoredCells = z.infer<typeof storedSchema>;

/** Where the parts of an index lie in its folder. */
export const indexFiles = (folder: string) => ({
  tablePath: join(folder, 'cells.json'),
  mapsPath: join(folder, 'maps.u32'),
});

/** Writes the table whole; its first line guards the others. */
export async function writeTable(path: string, stored: StoredCells): Promise<void> {
  const { voidPixels, ...rest } = stored;
  // Left out where there are none: such an index is the same as in older versions.
  const text = JSON.stringify(voidPixels > 0 ? stored : rest);
  const file = await open(path, 'wx');
  try {
    await file.writeFile(`${crc32(text)}\n${text}`);
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * Reads an index back, or null when it is absent, damaged or of another size. The checksums are CRC-32: they are there
 * against bad disks and half-copied folders, not against people, and cost no more than reading the file, which is a
 * small part of building it.
 */
export async function readStoredIndex(dataset: ProbeDataset, folder: string): Promise<CellIndex | null> {
  const { tablePath, mapsPath } = indexFiles(folder);
  try {
    const text = await readFile(tablePath, 'utf8');
    const end = text.indexOf('\n');
    const body = text.slice(end + 1);
    if (Number(text.slice(0, end)) !== crc32(body)) return null;
    const stored = storedSchema.parse(JSON.parse(body));
    const pixels = dataset.samples.length * dataset.maskShape.height * dataset.maskShape.width;
    const { size } = await stat(mapsPath);
    if (size !== pixels * 4 || (await crcOf(mapsPath)) !== stored.mapsCrc32) return null;
    return toIndex(dataset, { folder, stored });
  } catch {
    // Unreadable is the same as absent: it is built again from the dataset.
    return null;
  }
}

/** The plain data of an index. */
export function toIndex(dataset: ProbeDataset, { folder, stored }: { folder: string; stored: StoredCells }): CellIndex {
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
    voidPixels: stored.voidPixels,
    conceptOffsets: offsets,
    conceptPositions: Uint32Array.from(stored.conceptSets.flat()),
    mapsPath: indexFiles(folder).mapsPath,
    mapsBytesPerCell: 4,
  };
}

async function crcOf(path: string): Promise<number> {
  const file = await open(path, 'r');
  try {
    return await crcOfFile(file);
  } finally {
    await file.close();
  }
}
