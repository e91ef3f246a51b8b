import type { Thresholds } from '../hit-kernel.ts';

export interface ImageCount {
  /** Cell of every mask pixel of the image. */
  readonly cells: Uint16Array | Uint32Array;
  readonly cellCount: number;
  readonly thresholds: Thresholds;
  /** (range, cell); counted up. */
  readonly hits: Uint32Array;
  /** (range); counted up. */
  readonly pixels: Uint32Array;
  /** (cell) bit j is set when a pixel of the cell lies in range j. */
  readonly rangesOfCell: Uint32Array;
}

/** Counts, for each range, how many of the image's pixels lie in it, by cell. `values` is the upsampled map. */
export function countImage(
  values: Float32Array,
  { cells, cellCount, thresholds, hits, pixels, rangesOfCell }: ImageCount,
): void {
  const { lowest, beyond, withoutZero } = thresholds;
  const ranges = lowest.length;
  for (let pixel = 0; pixel < values.length; pixel += 1) {
    const value = values[pixel] as number;
    for (let j = 0; j < ranges; j += 1) {
      if (inRange(value, lowest[j] as number, beyond[j] as number, withoutZero)) {
        const cell = cells[pixel] as number;
        const at = j * cellCount + cell;
        hits[at] = (hits[at] as number) + 1;
        pixels[j] = (pixels[j] as number) + 1;
        rangesOfCell[cell] = (rangesOfCell[cell] as number) | (1 << j);
      }
    }
  }
}

/** Whether a float32 value lies in a range, which may leave 0 out. */
export function inRange(value: number, lowest: number, beyond: number, withoutZero = false): boolean {
  if (withoutZero && value === 0) return false;
  return value >= lowest && (value < beyond || beyond === Number.POSITIVE_INFINITY);
}
