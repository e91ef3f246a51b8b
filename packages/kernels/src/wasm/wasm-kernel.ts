import type { HitKernel, HitShapes, ImageBatch, Thresholds } from '../hit-kernel.ts';
import { imageTiler } from '../tiles/tile-image.ts';
import { Arena } from './arena.ts';
import { type Classes, classesOf } from './classes.ts';
import { loadKernels } from './load-kernels.ts';
import { placePlan } from './place-plan.ts';

/** A unit and where its parts lie. */
interface PlacedUnit extends Classes {
  readonly address: number;
  /** Counts of one cell: its classes, padded to a multiple of 4. */
  readonly stride: number;
  /** (cell, stride) counts over all images. */
  readonly table: number;
}

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
    begin: (asked) => {
      arena.release(afterPlan);
      units = asked.map((thresholds) => placeUnit(arena, { thresholds, cellCount }));
      afterUnits = arena.mark;
    },
    count: (batch) => {
      arena.release(afterUnits);
      const mapSize = map.height * map.width;
      const counts = placeCounts(arena, batch.images, units);
      const pixels = arena.take(4 * Math.max(0, ...units.map(({ stride }) => stride)));
      const maps = placeMaps(arena, batch, mapSize);
      const images = arena.take(4 * Math.max(0, ...batch.images.map(({ length }) => length)));
      const inRanges = units.map(({ from }) => new Uint32Array(batch.images.length * from.length));
      batch.images.forEach((image, i) => {
        arena.words(images, image.length).set(image);
        units.forEach((unit, u) => {
          if (unit.thresholds.length === 0) return;
          const own = (maps[u] as number) + 4 * i * mapSize;
          const { address, table, thresholds } = unit;
          kernels.countImage(images, own, address, thresholds.length, counts, table, pixels);
          addClasses(
            arena.words(pixels, unit.stride),
            unit,
            (inRanges[u] as Uint32Array).subarray(i * unit.from.length),
          );
        });
      });
      return inRanges;
    },
    hits: (unit) => readHits(arena, units[unit] as PlacedUnit, cellCount),
  };
}

function placeUnit(arena: Arena, { thresholds, cellCount }: { thresholds: Thresholds; cellCount: number }): PlacedUnit {
  const classes = classesOf(thresholds);
  const address = arena.take(4 * classes.thresholds.length);
  arena.floats(address, classes.thresholds.length).set(classes.thresholds);
  const stride = Math.ceil((classes.thresholds.length + 1) / 4) * 4;
  const table = arena.take(4 * stride * cellCount);
  arena.words(table, stride * cellCount).fill(0);
  return { ...classes, address, stride, table };
}

/** Room for one image's counts, for the unit with the most classes and the image with the most cells; zero. */
function placeCounts(arena: Arena, images: readonly Uint32Array[], units: readonly PlacedUnit[]): number {
  const cells = Math.max(0, ...images.map((image) => image[0] as number));
  const length = cells * Math.max(0, ...units.map(({ stride }) => stride));
  const address = arena.take(4 * length);
  arena.words(address, length).fill(0);
  return address;
}

function placeMaps(arena: Arena, { images, values }: ImageBatch, mapSize: number): number[] {
  return values.map((maps) => {
    const address = arena.take(4 * images.length * mapSize);
    arena.floats(address, images.length * mapSize).set(maps.subarray(0, images.length * mapSize));
    return address;
  });
}

/** Sums the classes of each range. */
function addClasses(counts: Uint32Array, { from, to }: Classes, into: Uint32Array): void {
  for (let range = 0; range < from.length; range += 1) {
    let sum = 0;
    for (let c = from[range] as number; c < (to[range] as number); c += 1) sum += counts[c] as number;
    into[range] = sum;
  }
}

function readHits(arena: Arena, { table, stride, from, to }: PlacedUnit, cellCount: number): Uint32Array {
  const counts = arena.words(table, stride * cellCount);
  const hits = new Uint32Array(from.length * cellCount);
  for (let range = 0; range < from.length; range += 1) {
    for (let c = from[range] as number; c < (to[range] as number); c += 1) {
      for (let cell = 0, at = c; cell < cellCount; cell += 1, at += stride) {
        const into = range * cellCount + cell;
        hits[into] = (hits[into] as number) + (counts[at] as number);
      }
    }
  }
  return hits;
}
