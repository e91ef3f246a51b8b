import type { LaidBatch } from '../hit-kernel.ts';
import type { Arena } from './arena.ts';
import type { Kernels } from './load-kernels.ts';
import { type PlacedUnit, placeCounts, placeMaps } from './place-batch.ts';

interface Laying {
  readonly arena: Arena;
  readonly kernels: Kernels;
  readonly units: readonly PlacedUnit[];
  readonly mapSize: number;
}

/** Words of one image that a map is laid over; see assembly/lay.ts. */
const LAID_WORDS = 3;

/** Lays images and maps into the kernels' memory, each once, and has each map counted over its images. */
export function layMaps({ images, over, values }: LaidBatch, { arena, kernels, units, mapSize }: Laying): void {
  const mapCount = mapSize === 0 ? 0 : (values[0]?.length ?? 0) / mapSize;
  if (mapCount === 0) return;
  const tables = over.length / mapCount;
  const placed = images.map((words) => {
    const address = arena.take(4 * words.length);
    arena.words(address, words.length).set(words);
    return address;
  });
  const imageCells = images.map((image) => image[0] as number);
  const counts = Array.from({ length: tables }, () => placeCounts(arena, imageCells, units));
  const maps = placeMaps(arena, values, mapCount * mapSize);
  const address = arena.take(4 * LAID_WORDS * tables);
  const laid = arena.words(address, LAID_WORDS * tables);
  for (let map = 0; map < mapCount; map += 1) {
    for (let table = 0; table < tables; table += 1) {
      laid[LAID_WORDS * table] = placed[over[map * tables + table] as number] as number;
      laid[LAID_WORDS * table + 1] = counts[table] as number;
    }
    for (const [u, unit] of units.entries()) {
      if (unit.thresholds.length === 0) continue;
      for (let table = 0; table < tables; table += 1) {
        laid[LAID_WORDS * table + 2] = unit.table + table * unit.tableBytes;
      }
      const own = (maps[u] as number) + 4 * map * mapSize;
      kernels.layMap(own, unit.address, unit.thresholds.length, address, tables);
    }
  }
}
