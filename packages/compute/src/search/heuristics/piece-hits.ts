import { axisOf, inRange, type Upsampling, upsample } from '@strata/kernels';
import { SAMPLES_PER_READ, type SampleMaps, type SampleTables } from './sample-tables.ts';

/** A unit's activations and a range of them. */
export interface RangeActivations {
  /** (sample, height, width). */
  readonly values: Float32Array;
  readonly lowest: number;
  readonly beyond: number;
  /** Default false. */
  readonly withoutZero?: boolean;
}

/** How activation maps lie on the masks. */
export interface CountedMaps {
  /** Shape of one activation map. */
  readonly mapShape: { readonly height: number; readonly width: number };
  /** Default bilinear. */
  readonly upsampling?: Upsampling | undefined;
}

/** (piece) pixels that lie in the range; valid until the next call. */
export type PieceCounter = (range: RangeActivations) => Uint32Array;

/** Counts, sample by sample, how many pixels of each cell lie in a range; upsampled as for the hits of the whole dataset. */
export function pieceCounter(
  { pieceOffsets, pieceCells }: SampleTables,
  { sampleCount, maskShape, maps }: SampleMaps,
  { mapShape, upsampling }: CountedMaps,
): PieceCounter {
  const axis = axisOf(upsampling);
  const rows = axis(mapShape.height, maskShape.height);
  const columns = axis(mapShape.width, maskShape.width);
  const pixels = maskShape.height * maskShape.width;
  const mapSize = mapShape.height * mapShape.width;
  const upsampled = new Float32Array(pixels);
  const hits = new Uint32Array(pieceCells.length);
  const byCell = new Uint32Array(pieceCells.reduce((most, cell) => Math.max(most, cell + 1), 0));
  const countSample = (cells: Uint16Array | Uint32Array, sample: number, range: RangeActivations): void => {
    const { values, lowest, beyond, withoutZero } = range;
    const map = values.subarray(sample * mapSize, (sample + 1) * mapSize);
    // Upsampled values stay within those of the map.
    if (!map.some((value) => value >= lowest)) return;
    const [first, last] = [pieceOffsets[sample] as number, pieceOffsets[sample + 1] as number];
    for (let piece = first; piece < last; piece += 1) byCell[pieceCells[piece] as number] = 0;
    upsample(map, { rows, columns, into: upsampled });
    for (let pixel = 0; pixel < pixels; pixel += 1) {
      if (!inRange(upsampled[pixel] as number, lowest, beyond, withoutZero)) continue;
      const cell = cells[pixel] as number;
      byCell[cell] = (byCell[cell] as number) + 1;
    }
    for (let piece = first; piece < last; piece += 1) hits[piece] = byCell[pieceCells[piece] as number] as number;
  };
  return (range) => {
    hits.fill(0);
    for (let start = 0; start < sampleCount; start += SAMPLES_PER_READ) {
      const count = Math.min(SAMPLES_PER_READ, sampleCount - start);
      const read = maps.read(start, count);
      for (let i = 0; i < count; i += 1) countSample(read.subarray(i * pixels, (i + 1) * pixels), start + i, range);
    }
    return hits;
  };
}
