import type { Arena } from './arena.ts';
import type { Classes } from './classes.ts';

/** A unit and where its parts lie. */
export interface PlacedUnit extends Classes {
  readonly address: number;
  /** (class, padded) `ranges`. */
  readonly classRanges: number;
  /** Counts of one cell: its classes, padded to a multiple of 4. */
  readonly stride: number;
  /** (cell, stride) counts over all images; the other tables behind it. */
  readonly table: number;
  /** Bytes from one table to the next. */
  readonly tableBytes: number;
}

/** Room for one image's counts, for the unit with the most classes and the image with the most cells; zero. */
export function placeCounts(arena: Arena, imageCells: readonly number[], units: readonly PlacedUnit[]): number {
  const length = Math.max(0, ...imageCells) * Math.max(0, ...units.map(({ stride }) => stride));
  const address = arena.take(4 * length);
  arena.words(address, length).fill(0);
  return address;
}

/** Lays each unit's maps into the memory: so many values of each. */
export function placeMaps(arena: Arena, values: readonly Float32Array[], length: number): number[] {
  return values.map((maps) => {
    const address = arena.take(4 * length);
    arena.floats(address, length).set(maps.subarray(0, length));
    return address;
  });
}
