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

/** Some pairs that were counted. */
export interface CountedPairs {
  /** Samples that gave the labels. */
  readonly labels: Uint32Array;
  /**
   * Of each unit (cell of each of these samples, in the order of their cells): bit j is set when a pixel of the cell lies
   * in range j. Undefined for a unit without ranges. Only for now: the next pairs are counted into the same memory.
   */
  readonly units: readonly (Uint32Array | undefined)[];
}

/** Counts hits of a block of units over pairs of images: of each unit (range, cell). `onPairs` is told of each batch. */
export type PairCounter = (
  units: readonly HitsUnit[],
  pairs: SamplePairs,
  onPairs?: (batch: CountedPairs) => void,
) => Uint32Array[];

/**
 * Makes the counter that lays each image's bitmap over the labels of another one: what a unit's ranges would meet if
 * images were shuffled, or in some of the images alone. All counts are exact integers.
 */
export function pairCounter({ kernel, images, mapSize }: CountingParts): PairCounter {
  return (units, { bitmaps, labels, shift }, onPairs) => {
    const unitsWithRanges = units.filter(({ ranges }) => ranges.length > 0);
    const positions = units.map((unit) => unitsWithRanges.indexOf(unit));
    kernel.begin(unitsWithRanges.map(({ ranges }) => thresholdsOf(ranges)));
    for (let start = 0; start < bitmaps.length && unitsWithRanges.length > 0; start += IMAGES_PER_BATCH) {
      const samples = bitmaps.subarray(start, start + IMAGES_PER_BATCH);
      const labelled = labels.subarray(start, start + IMAGES_PER_BATCH);
      const counts = kernel.count({
        images: images.pick(labelled),
        values: unitsWithRanges.map(({ values }) => gather(values, { samples, mapSize, shift })),
      });
      onPairs?.({ labels: labelled, units: positions.map((position) => counts[position]?.rangesInCells) });
    }
    return positions.map((position) => (position < 0 ? new Uint32Array(0) : kernel.hits(position)));
  };
}

interface Gathering {
  readonly samples: Uint32Array;
  readonly mapSize: number;
  readonly shift: SamplePairs['shift'] | undefined;
}

/** The maps of some samples, one after the other. */
function gather(values: Float32Array, { samples, mapSize, shift }: Gathering): Float32Array {
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
