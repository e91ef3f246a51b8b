import { createRandom, mixBits, permutation } from '@strata/statistics';
import { addImages, fitReadout, type ReadoutImages, type ReadoutSums, readOut } from './readout.ts';

/** How often images are drawn anew: for those that are added, and for those that the control adds. */
export const CURVE_REPEATS = 8;
/** Shares of the images with the pair that are added. */
const STEPS = [0, 1 / 4, 1 / 2, 1] as const;

/** A learning curve's point: how many images were added, and how often each image was then wrong. */
export interface CurvePoint {
  readonly added: number;
  /** (tested image) times that it was wrong, of `CURVE_REPEATS`: with images of the pair, and with as many others. */
  readonly wrong: Uint8Array;
  readonly controlWrong: Uint8Array;
}

export interface CurveParts {
  readonly readout: ReadoutImages;
  /** Sums over all images that may be learnt from. */
  readonly sums: ReadoutSums;
  /** Those of them that have both, and the others. */
  readonly paired: readonly number[];
  readonly others: readonly number[];
  /** Images with both that none of these belongs to. */
  readonly tested: readonly number[];
  readonly seed: number;
}

/**
 * How errors on images with a pair fall as such images are added to those that a readout learns from; beside it, as many
 * other images. Both start from the same images: all that may be learnt from, without the pair and without what the control adds.
 */
export function drawCurve({ readout, sums, paired, others, tested, seed }: CurveParts): CurvePoint[] {
  const most = Math.min(paired.length, Math.floor(others.length / 2));
  const points = [...new Set(STEPS.map((share) => Math.round(share * most)))].map((added) => ({
    added,
    wrong: new Uint8Array(tested.length),
    controlWrong: new Uint8Array(tested.length),
  }));
  const random = createRandom(mixBits(seed) ^ 0x38b34ae5);
  const withoutPair = less(sums, addImages(empty(sums), readout, paired));
  for (let repeat = 0; repeat < CURVE_REPEATS; repeat += 1) {
    const own = drawn(paired, { count: most, random });
    const control = drawn(others, { count: most, random });
    const base = less(withoutPair, addImages(empty(sums), readout, control));
    for (const { added, wrong, controlWrong } of points) {
      count(addImages(base, readout, own.slice(0, added)), { readout, tested, into: wrong });
      if (added > 0) count(addImages(base, readout, control.slice(0, added)), { readout, tested, into: controlWrong });
      else for (const [at, times] of wrong.entries()) controlWrong[at] = times;
    }
  }
  return points;
}

interface Counting {
  readonly readout: ReadoutImages;
  readonly tested: readonly number[];
  /** (tested image) */
  readonly into: Uint8Array;
}

function count(sums: ReadoutSums, { readout, tested, into }: Counting): void {
  const weights = fitReadout(sums, readout.classCount);
  for (const [at, image] of tested.entries()) {
    if (readOut(weights, readout, image) !== readout.classes[image]) into[at] = (into[at] as number) + 1;
  }
}

function drawn(
  images: readonly number[],
  { count, random }: { readonly count: number; readonly random: ReturnType<typeof createRandom> },
): number[] {
  return Array.from(permutation(images.length, random).subarray(0, count), (place) => images[place] as number);
}

function empty({ gram, cross }: ReadoutSums): ReadoutSums {
  return { gram: new Float64Array(gram.length), cross: new Float64Array(cross.length), images: 0 };
}

function less(all: ReadoutSums, part: ReadoutSums): ReadoutSums {
  return {
    gram: all.gram.map((value, at) => value - (part.gram[at] as number)),
    cross: all.cross.map((value, at) => value - (part.cross[at] as number)),
    images: all.images - part.images,
  };
}
