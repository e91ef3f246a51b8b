import { type CountingParts, type HitsUnit, thresholdsOf } from './count-hits.ts';

/** Images counted at once. */
const IMAGES_PER_BATCH = 32;

/** Images whose bitmaps are laid over the labels of images, one by one. */
export interface SamplePairs {
  /** Samples that give the bitmaps. */
  readonly bitmaps: Uint32Array;
  /** Samples that give the labels, as many. */
  readonly labels: Uint32Array;
  /** Moves each map on a torus: so many rows down and columns right, of maps so many values wide. Default not moved. */
  readonly shift?: { readonly width: number; readonly rows: number; readonly columns: number };
}

/** Counts hits of a block of units over pairs of images: of each unit (range, cell). */
export type PairCounter = (units: readonly HitsUnit[], pairs: SamplePairs) => Uint32Array[];

/** Images whose bitmaps are laid over the labels of several images each. */
export interface LaidSamples extends Omit<SamplePairs, 'labels'> {
  /** Of each arrangement: samples that give the labels, as many as bitmaps. */
  readonly labels: readonly Uint32Array[];
}

/** Counts hits of a block of units over arrangements of images: of each arrangement, of each unit (range, cell). */
export type LaidCounter = (units: readonly HitsUnit[], laid: LaidSamples) => Uint32Array[][];

/** Arrangements counted at once: each takes a table (cell, class) a unit. */
const TABLES_MAX = 6;

/**
 * Makes the counter that lays each image's bitmap over the labels of another one: what a unit's ranges would meet if
 * images were shuffled, or in some of the images alone. All counts are exact integers.
 */
export function pairCounter(parts: CountingParts): PairCounter {
  const countLaid = laidCounter(parts);
  return (units, { labels, ...pairs }) => countLaid(units, { ...pairs, labels: [labels] })[0] as Uint32Array[];
}

/** Makes the counter that lays each image's bitmap over the labels of several: what is done to a map is done once for all. */
export function laidCounter(parts: CountingParts): LaidCounter {
  return (units, { labels, ...laid }) => {
    const counted: Uint32Array[][] = [];
    for (let first = 0; first < labels.length; first += TABLES_MAX) {
      counted.push(...countSome(units, { ...laid, labels: labels.slice(first, first + TABLES_MAX) }, parts));
    }
    return counted;
  };
}

function countSome(
  units: readonly HitsUnit[],
  { bitmaps, labels, shift }: LaidSamples,
  { kernel, images, mapSize }: CountingParts,
): Uint32Array[][] {
  const unitsWithRanges = units.filter(({ ranges }) => ranges.length > 0);
  kernel.begin(
    unitsWithRanges.map(({ ranges }) => thresholdsOf(ranges)),
    labels.length,
  );
  for (let start = 0; start < bitmaps.length && unitsWithRanges.length > 0; start += IMAGES_PER_BATCH) {
    const samples = bitmaps.subarray(start, start + IMAGES_PER_BATCH);
    const distinct = new Map<number, number>();
    const over = new Uint32Array(samples.length * labels.length);
    for (let at = 0; at < over.length; at += 1) {
      const label = labels[at % labels.length]?.[start + Math.floor(at / labels.length)] as number;
      const place = distinct.get(label) ?? distinct.size;
      distinct.set(label, place);
      over[at] = place;
    }
    kernel.lay({
      images: images.pick([...distinct.keys()]),
      over,
      values: unitsWithRanges.map(({ values }) => gatherMaps(values, { samples, mapSize, shift })),
    });
  }
  return labels.map((_, table) =>
    units.map((unit) => {
      const position = unitsWithRanges.indexOf(unit);
      return position < 0 ? new Uint32Array(0) : kernel.hits(position, table);
    }),
  );
}

interface Gathering {
  readonly samples: Uint32Array;
  readonly mapSize: number;
  readonly shift: SamplePairs['shift'] | undefined;
}

/** The maps of some samples, one after the other. */
export function gatherMaps(values: Float32Array, { samples, mapSize, shift }: Gathering): Float32Array {
  const maps = new Float32Array(samples.length * mapSize);
  for (const [place, sample] of samples.entries()) {
    const map = values.subarray(sample * mapSize, (sample + 1) * mapSize);
    const into = maps.subarray(place * mapSize, (place + 1) * mapSize);
    if (shift) moveOnTorus(map, into, shift);
    else into.set(map);
  }
  return maps;
}

function moveOnTorus(
  map: Float32Array,
  into: Float32Array,
  { width, rows, columns }: NonNullable<SamplePairs['shift']>,
): void {
  const height = map.length / width;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      into[((y + rows) % height) * width + ((x + columns) % width)] = map[y * width + x] as number;
    }
  }
}
