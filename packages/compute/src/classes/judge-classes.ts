import type { ClassRole } from '@strata/domain';
import { adjustedP, pairedDifference, signTest } from '@strata/statistics';
import type { CauseImage, RangePlace } from '../errors/causes/cause-inputs.ts';
import type { ChosenRange } from '../errors/causes/choose-ranges.ts';
import type { RunOutcomes } from '../errors/causes/intervene.ts';

/** At most this share of the ranges that are said to carry a class may not. */
export const CLASS_Q_MAX = 0.05;

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

/** A range, the class that chose it, and which units of count did. */
export interface OwnRange extends ChosenRange {
  readonly className: string;
  readonly choosing: ReadonlySet<number>;
}

/** Whether an image tells what a range is for its class: it is of the class, named rightly, and did not choose the range. */
export function confirms(
  { className, choosing }: Pick<OwnRange, 'className' | 'choosing'>,
  image: CauseImage,
): boolean {
  return image.className === className && !image.isWrong && !choosing.has(image.unit);
}

/** CARRIES where taking a range out breaks more images than its control, over all that was tried; else GOES_WITH. */
export function judgeClasses(outcomes: readonly RunOutcomes[], images: readonly CauseImage[]): ClassRange[] {
  const counted = outcomes.map((outcome) => {
    const own = images.flatMap((image, at) => (confirms(outcome.chosen as OwnRange, image) ? [at] : []));
    return { outcome, ...countOf(outcome, { own, images }) };
  });
  const effectQ = adjustedP(counted.map(({ p }) => p));
  return counted.map((one, at) => judged(one, effectQ[at] as number));
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

function judged({ outcome, counts, taken }: Counts & { readonly outcome: RunOutcomes }, effectQ: number): ClassRange {
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
