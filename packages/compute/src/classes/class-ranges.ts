import type { ClassRole } from '@strata/domain';
import { adjustedP, pairedDifference, signTest } from '@strata/statistics';
import { openActivations } from '../activations/npy-source.ts';
import type { CauseImage, CauseInputs, RangePlace } from '../errors/causes/cause-inputs.ts';
import { type ChosenRange, chooseRanges } from '../errors/causes/choose-ranges.ts';
import { intervene, type RunOutcomes } from '../errors/causes/intervene.ts';
import { splitHalves } from '../errors/causes/split-halves.ts';

/** At most this share of the ranges that are said to carry a class may not. */
const CLASS_Q_MAX = 0.05;
/** Classes with fewer images that are named rightly and confirm are left out: nothing could be told of them. */
export const CLASS_RIGHT_MIN = 10;

/** What a range is for a class, by taking it out of images that did not choose it. */
export interface ClassRange extends RangePlace {
  readonly className: string;
  /** That an image of the class has more of its map in the range than another, 0–1, ties half; q of more than chance. */
  readonly firesMore: number;
  readonly q: number;
  /** Images that are named rightly; those that go wrong without the range; with the control; and either way. */
  readonly rightCount: number;
  readonly broken: number;
  readonly controlBroken: number;
  readonly bothBroken: number;
  /** Share broken beyond the control's, with its 95 % interval. */
  readonly effect: number;
  readonly effectLower: number;
  readonly effectUpper: number;
  /** Sign test over units of count, adjusted over all classes and ranges tried. */
  readonly effectQ: number;
  /** The output that broken images get most often, of equals the first; null: none broke. */
  readonly takenFor: number | null;
  readonly takenForCount: number;
  readonly role: ClassRole;
}

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

/** A range, the class that chose it, and which units of count did. */
interface OwnRange extends ChosenRange {
  readonly className: string;
  readonly choosing: ReadonlySet<number>;
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
  const applies = (range: ChosenRange, image: CauseImage): boolean => {
    const { className, choosing } = range as OwnRange;
    return image.className === className && !image.isWrong && !choosing.has(image.unit);
  };
  const { images } = inputs;
  const options = { images, ways: ['ZERO'] as const, applies, threads, seed, signal, onProgress };
  const outcomes = await intervene({ ...inputs, errors: new Uint8Array(0) }, chosen, options);
  const counted = outcomes.map((outcome) => {
    const own = images.flatMap((image, at) => (applies(outcome.chosen, image) ? [at] : []));
    return { outcome, ...countOf(outcome, { own, images }) };
  });
  const effectQ = adjustedP(counted.map(({ p }) => p));
  return counted.map((one, at) => judged(one, effectQ[at] as number));
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
      const confirm = images.filter((one) => one.className === className && !one.isWrong && !choosing.has(one.unit));
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

interface Counts {
  readonly counts: Pick<ClassRange, 'rightCount' | 'broken' | 'controlBroken' | 'bothBroken'>;
  readonly taken: Pick<ClassRange, 'takenFor' | 'takenForCount'>;
  readonly p: number;
}

function countOf(
  { rightWithout, rightControl, chosenWithout }: RunOutcomes,
  { own, images }: { readonly own: readonly number[]; readonly images: readonly CauseImage[] },
): Counts {
  const counts = { rightCount: own.length, broken: 0, controlBroken: 0, bothBroken: 0 };
  /** (unit of count) images broken without the range alone, less those by the control alone. */
  const balance = new Map<number, number>();
  const taken = new Map<number, number>();
  for (const at of own) {
    const [broken, control] = [1 - (rightWithout[at] as number), 1 - (rightControl[at] as number)];
    counts.broken += broken;
    counts.controlBroken += control;
    counts.bothBroken += broken & control;
    const { unit } = images[at] as CauseImage;
    balance.set(unit, (balance.get(unit) ?? 0) + broken - control);
    const output = chosenWithout[at] as number;
    if (broken === 1) taken.set(output, (taken.get(output) ?? 0) + 1);
  }
  const [most] = [...taken].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  const signs = [...balance.values()];
  return {
    counts,
    taken: { takenFor: most?.[0] ?? null, takenForCount: most?.[1] ?? 0 },
    p: signTest(signs.filter((sign) => sign > 0).length, signs.filter((sign) => sign < 0).length),
  };
}

function judged(
  { outcome, counts, taken }: Counts & { readonly outcome: RunOutcomes },
  effectQ: number,
): ClassRange {
  const { rightCount, broken, controlBroken, bothBroken: both } = counts;
  const [onlyFirst, onlySecond] = [controlBroken - both, broken - both];
  const neither = rightCount - both - onlyFirst - onlySecond;
  const { difference, lower, upper } = pairedDifference({ both, onlyFirst, onlySecond, neither });
  const { className, unit, clusterIndex, firesMore, q } = outcome.chosen as OwnRange;
  return {
    ...{ className, unit, clusterIndex, firesMore, q },
    ...counts,
    ...taken,
    effect: difference,
    effectLower: lower,
    effectUpper: upper,
    effectQ,
    role: effectQ <= CLASS_Q_MAX && difference > 0 ? 'CARRIES' : 'GOES_WITH',
  };
}
