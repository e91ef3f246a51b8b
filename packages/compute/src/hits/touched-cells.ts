import { type CountingParts, type HitsUnit, thresholdsOf } from './count-hits.ts';
import { gatherMaps, type SamplePairs } from './pair-hits.ts';

/** Images counted at once. */
const IMAGES_PER_BATCH = 32;

/** Some pairs that were looked at. */
export interface TouchedPairs {
  /** Samples that gave the labels. */
  readonly labels: Uint32Array;
  /**
   * Of each unit (cell of each of these samples, in the order of their cells): bit j is set when a pixel of the cell lies
   * in range j. Undefined for a unit without ranges. Only for now: the next pairs are counted into the same memory.
   */
  readonly units: readonly (Uint32Array | undefined)[];
}

/** Tells which cells each bitmap meets in the image that it is laid over, a batch of pairs at a time. */
export function eachTouchedPairs(
  { kernel, images, mapSize }: CountingParts,
  { units, pairs }: { readonly units: readonly HitsUnit[]; readonly pairs: SamplePairs },
  onPairs: (batch: TouchedPairs) => void,
): void {
  const unitsWithRanges = units.filter(({ ranges }) => ranges.length > 0);
  const positions = units.map((unit) => unitsWithRanges.indexOf(unit));
  kernel.begin(unitsWithRanges.map(({ ranges }) => thresholdsOf(ranges)));
  const { bitmaps, labels, shift } = pairs;
  for (let start = 0; start < bitmaps.length && unitsWithRanges.length > 0; start += IMAGES_PER_BATCH) {
    const samples = bitmaps.subarray(start, start + IMAGES_PER_BATCH);
    const labelled = labels.subarray(start, start + IMAGES_PER_BATCH);
    const counts = kernel.count({
      images: images.pick(labelled),
      values: unitsWithRanges.map(({ values }) => gatherMaps(values, { samples, mapSize, shift })),
    });
    onPairs({ labels: labelled, units: positions.map((position) => counts[position]?.rangesInCells) });
  }
}
