import type { HitKernel, HitShapes, Thresholds, UnitCounts } from '../hit-kernel.ts';
import { imageTiler, tiledCells, tiledPixels } from '../tiles/tile-image.ts';
import { Arena } from './arena.ts';
import { classesOf } from './classes.ts';
import { drawImage, drawWithoutZero } from './draw-image.ts';
import { layMaps } from './lay-maps.ts';
import { loadKernels } from './load-kernels.ts';
import { type PlacedUnit, placeCounts, placeMaps } from './place-batch.ts';
import { placePlan } from './place-plan.ts';

/**
 * The kernel in WebAssembly SIMD. An image is cut into tiles of 8 columns; where all values of a tile lie in one class,
 * its cells' pixels are added at once; else the pixels that reach each threshold are marked, and counted by cell with
 * AND and population count.
 * @throws Error when the kernels have not been compiled.
 */
export function createHitKernel(shapes: HitShapes): HitKernel {
  const { map, mask, cellCount } = shapes;
  const arena = new Arena();
  const { groups, configure } = placePlan(arena, shapes);
  const kernels = loadKernels(arena.memory);
  configure(kernels);
  const afterPlan = arena.mark;
  let units: PlacedUnit[] = [];
  let afterUnits = afterPlan;
  return {
    prepare: imageTiler({ groups, maskWidth: mask.width, cellCount }),
    cellsOf: tiledCells,
    cellPixels: tiledPixels,
    begin: (asked, tables = 1) => {
      arena.release(afterPlan);
      units = asked.map((thresholds) => placeUnit(arena, { thresholds, cellCount, tables }));
      afterUnits = arena.mark;
    },
    count: (batch) => {
      arena.release(afterUnits);
      const imageCells = batch.images.map((image) => image[0] as number);
      const counts = placeCounts(arena, imageCells, units);
      const maps = placeMaps(arena, batch.values, batch.images.length * map.height * map.width);
      const into = units.map(({ stride }) => ({
        pixels: arena.take(4 * stride * batch.images.length),
        ranges: arena.take(4 * imageCells.reduce((sum, cells) => sum + cells, 0)),
      }));
      const image = arena.take(4 * Math.max(0, ...batch.images.map(({ length }) => length)));
      let cellsBefore = 0;
      batch.images.forEach((words, i) => {
        arena.words(image, words.length).set(words);
        units.forEach(({ address, classRanges, thresholds, stride, table }, u) => {
          if (thresholds.length === 0) return;
          const own = (maps[u] as number) + 4 * i * map.height * map.width;
          const { pixels, ranges } = into[u] as (typeof into)[number];
          const [to, cellsTo] = [pixels + 4 * i * stride, ranges + 4 * cellsBefore];
          kernels.countImage(image, own, address, thresholds.length, counts, classRanges, table, to, cellsTo);
        });
        cellsBefore += imageCells[i] as number;
      });
      return units.map((unit, u) => {
        const { pixels, ranges } = into[u] as (typeof into)[number];
        return readCounts(arena, unit, { pixels, ranges, images: batch.images.length, cells: cellsBefore });
      });
    },
    lay: (batch) => {
      arena.release(afterUnits);
      layMaps(batch, { arena, kernels, units, mapSize: map.height * map.width });
    },
    hits: (unit, table = 0) => readHits(arena, units[unit] as PlacedUnit, { cellCount, table }),
    draw: (question) => {
      return drawWithoutZero(question, (part) => {
        arena.release(afterUnits);
        return drawImage(part, { arena, kernels, mask });
      });
    },
  };
}

interface UnitToPlace {
  readonly thresholds: Thresholds;
  readonly cellCount: number;
  readonly tables: number;
}

function placeUnit(arena: Arena, { thresholds, cellCount, tables }: UnitToPlace): PlacedUnit {
  const classes = classesOf(thresholds);
  const address = arena.take(4 * classes.thresholds.length);
  arena.floats(address, classes.thresholds.length).set(classes.thresholds);
  const stride = Math.ceil((classes.thresholds.length + 1) / 4) * 4;
  const classRanges = arena.take(4 * stride);
  arena.words(classRanges, stride).fill(0).set(classes.ranges);
  const tableBytes = 4 * stride * cellCount;
  const table = arena.take(tables * tableBytes);
  arena.words(table, tables * stride * cellCount).fill(0);
  return { ...classes, address, classRanges, stride, table, tableBytes };
}

interface Written {
  /** Addresses of (image, class) and (cell of each image). */
  readonly pixels: number;
  readonly ranges: number;
  readonly images: number;
  readonly cells: number;
}

/** Copies a batch's counts out of the kernels' memory, the classes of each range added up. */
function readCounts(
  arena: Arena,
  { from, to, zero, stride, thresholds }: PlacedUnit,
  { pixels, ranges, images, cells }: Written,
): UnitCounts {
  const inRanges = new Uint32Array(images * from.length);
  if (thresholds.length === 0) return { pixels: inRanges, rangesInCells: new Uint32Array(cells) };
  const counts = arena.words(pixels, images * stride);
  for (let image = 0, at = 0; image < images; image += 1) {
    for (let range = 0; range < from.length; range += 1, at += 1) {
      let sum = 0;
      for (let c = from[range] as number; c < (to[range] as number); c += 1)
        if (c !== zero) sum += counts[image * stride + c] as number;
      inRanges[at] = sum;
    }
  }
  return { pixels: inRanges, rangesInCells: arena.words(ranges, cells).slice() };
}

function readHits(
  arena: Arena,
  { table: first, tableBytes, stride, from, to, zero }: PlacedUnit,
  { cellCount, table }: { readonly cellCount: number; readonly table: number },
): Uint32Array {
  const counts = arena.words(first + table * tableBytes, stride * cellCount);
  const hits = new Uint32Array(from.length * cellCount);
  for (let range = 0; range < from.length; range += 1) {
    for (let c = from[range] as number; c < (to[range] as number); c += 1) {
      if (c === zero) continue;
      for (let cell = 0, at = c; cell < cellCount; cell += 1, at += stride) {
        const into = range * cellCount + cell;
        hits[into] = (hits[into] as number) + (counts[at] as number);
      }
    }
  }
  return hits;
}
