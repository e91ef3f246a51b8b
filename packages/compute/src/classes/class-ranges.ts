import { openActivations } from '../activations/npy-source.ts';
import type { CauseImage, CauseInputs } from '../errors/causes/cause-inputs.ts';
import { type ChosenRange, chooseRanges } from '../errors/causes/choose-ranges.ts';
import { intervene } from '../errors/causes/intervene.ts';
import { splitHalves } from '../errors/causes/split-halves.ts';
import { CLASS_Q_MAX, type ClassRange, confirms, judgeClasses, type OwnRange } from './judge-classes.ts';

/** Classes with fewer images that are named rightly and confirm are left out: nothing could be told of them. */
export const CLASS_RIGHT_MIN = 10;

export interface ClassRangesOptions {
  /** Threads of ONNX Runtime; the counts don't depend on them. Default 1. */
  readonly threads?: number | undefined;
  /** Of the halves and of the control's places. Default 1. */
  readonly seed?: number | undefined;
  /** Ranges of a class that are taken out, at most. Default 8. */
  readonly rangesMax?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/**
 * Finds the ranges that fire more on a class than on others, in one half of the units of count, and sets each to zero in images
 * of the other half that are named rightly; beside it as much removed at random places of the same maps.
 * @throws ModelLoadError when the model can't be cut at the layer or run, ShapeError when the activations can't be read, or
 * the signal's reason
 */
export async function findClassRanges(
  inputs: Omit<CauseInputs, 'errors'>,
  { threads = 1, seed = 1, rangesMax = 8, signal, onProgress }: ClassRangesOptions = {},
): Promise<ClassRange[]> {
  const chosen = chosenOf(inputs, { seed, rangesMax, signal });
  if (chosen.length === 0) return [];
  const applies = (range: ChosenRange, image: CauseImage): boolean => confirms(range as OwnRange, image);
  const { images } = inputs;
  const options = { images, ways: ['ZERO'] as const, applies, threads, seed, signal, onProgress };
  const outcomes = await intervene({ ...inputs, errors: new Uint8Array(0) }, chosen, options);
  return judgeClasses(outcomes, images);
}

interface Choosing {
  readonly seed: number;
  readonly rangesMax: number;
  readonly signal: AbortSignal | undefined;
}

function chosenOf(inputs: Omit<CauseInputs, 'errors'>, { seed, rangesMax, signal }: Choosing): OwnRange[] {
  const { images, units } = inputs;
  const unitCount = Math.max(0, ...images.map(({ unit }) => unit + 1));
  const source = openActivations(inputs.activationsPath);
  try {
    return [...new Set(images.map(({ className }) => className))].sort().flatMap((className): OwnRange[] => {
      signal?.throwIfAborted();
      const isOwn = new Uint8Array(unitCount);
      for (const image of images) if (image.className === className) isOwn[image.unit] = 1;
      const choosing = new Set(splitHalves(isOwn, { seed }).choosing);
      const confirm = images.filter((one) => confirms({ className, choosing }, one));
      if (confirm.length < CLASS_RIGHT_MIN) return [];
      // All are compared with all: whether a range fires more on this class than on any other.
      const compared = images.map((image) => ({ ...image, className: '', isWrong: image.className === className }));
      const options = { chooses: (unit: number) => choosing.has(unit), qMax: CLASS_Q_MAX, rangesMax };
      const found = chooseRanges({ units, images: compared, errors: isOwn }, source, options);
      return found.map((range) => ({ ...range, className, choosing }));
    });
  } finally {
    source.close();
  }
}
