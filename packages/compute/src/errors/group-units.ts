import { bitAt, packBits } from './bits.ts';
import type { SliceProblem } from './slice-problem.ts';

/** A problem over images, of which some belong together. */
export interface GroupedProblem extends SliceProblem {
  /** (unit) the group of the image. */
  readonly groups: ArrayLike<number>;
}

/** A problem in which each group counts once, and where its images are. */
export interface UnitsOfGroups extends SliceProblem {
  /** (image) the unit that it is part of. */
  readonly unitOf: Uint32Array;
}

/**
 * Makes each group one unit, in the order of first images: frames of one drive repeat each other, so a hundred of them are
 * not a hundred witnesses. A group has what at least half of its images have, and is an error where at least half of them are.
 */
export function groupUnits({ units, columns, errors, groups }: GroupedProblem): UnitsOfGroups {
  const numbers = new Map<number, number>();
  const unitOf = Uint32Array.from({ length: units }, (_, image) => {
    const group = groups[image] as number;
    const known = numbers.get(group) ?? numbers.size;
    numbers.set(group, known);
    return known;
  });
  const sizes = new Uint32Array(numbers.size);
  for (const unit of unitOf) sizes[unit] = (sizes[unit] as number) + 1;
  const byMajority = (has: (image: number) => number): Uint8Array => {
    const counts = new Uint32Array(numbers.size);
    for (const [image, unit] of unitOf.entries()) counts[unit] = (counts[unit] as number) + has(image);
    return Uint8Array.from(counts, (count, unit) => Number(2 * count >= (sizes[unit] as number)));
  };
  return {
    units: numbers.size,
    columns: columns.map((column) => packBits(byMajority((image) => bitAt(column, image)))),
    errors: byMajority((image) => Number(errors[image] !== 0)),
    unitOf,
  };
}
