import type { ErrorRole, Intervention } from '@strata/domain';
import { adjustedP, pairedDifference, signTest } from '@strata/statistics';
import type { CauseImage, RangePlace } from './cause-inputs.ts';
import type { InterventionOutcomes } from './intervene.ts';

/** At most this share of what is called a cause may be none. */
export const CAUSE_Q_MAX = 0.05;

/** What a range has to do with errors, by taking it out of images that did not choose it. */
export interface ErrorRange extends RangePlace {
  readonly intervention: Intervention;
  /** What its values were set to. */
  readonly setTo: number;
  readonly firesMore: number;
  readonly p: number;
  readonly q: number;
  /** Errors; those that come out right; the same with the control; and either way. */
  readonly wrongCount: number;
  readonly mended: number;
  readonly controlMended: number;
  readonly bothMended: number;
  /** Successes, and those that go wrong. */
  readonly rightCount: number;
  readonly broken: number;
  readonly controlBroken: number;
  readonly bothBroken: number;
  /** Share of errors mended beyond the control's, with its 95 % interval. */
  readonly effect: number;
  readonly effectLower: number;
  readonly effectUpper: number;
  /** Of mending more than the control: sign test over units of count, adjusted over all that was tried. */
  readonly effectQ: number;
  readonly role: ErrorRole;
}

/**
 * CAUSE where taking the range out mends more errors than its control, over all that was tried, and does more good than harm
 * beyond it; else GOES_WITH.
 */
export function judgeCauses(outcomes: readonly InterventionOutcomes[], images: readonly CauseImage[]): ErrorRange[] {
  const counted = outcomes.map((outcome) => ({ outcome, ...countOf(outcome, images) }));
  const effectQ = adjustedP(counted.map(({ p }) => p));
  return counted.map(({ outcome: { chosen, intervention, setTo }, counts }, at) => {
    const { wrongCount, mended, controlMended, bothMended } = counts;
    const onlyFirst = controlMended - bothMended;
    const onlySecond = mended - bothMended;
    const neither = wrongCount - bothMended - onlyFirst - onlySecond;
    const { difference, lower, upper } = pairedDifference({ both: bothMended, onlyFirst, onlySecond, neither });
    const beyond = mended - controlMended - (counts.broken - counts.controlBroken);
    const { unit, clusterIndex, firesMore, p, q } = chosen;
    const known = { unit, clusterIndex, intervention, setTo, firesMore, p, q, ...counts };
    const q2 = effectQ[at] as number;
    return {
      ...known,
      effect: difference,
      effectLower: lower,
      effectUpper: upper,
      effectQ: q2,
      role: q2 <= CAUSE_Q_MAX && beyond > 0 ? 'CAUSE' : 'GOES_WITH',
    };
  });
}

function countOf({ rightWithout, rightControl }: InterventionOutcomes, images: readonly CauseImage[]) {
  const counts = {
    ...{ wrongCount: 0, mended: 0, controlMended: 0, bothMended: 0 },
    ...{ rightCount: 0, broken: 0, controlBroken: 0, bothBroken: 0 },
  };
  /** (unit of count) errors mended by the intervention alone, less those by the control alone. */
  const balance = new Map<number, number>();
  for (const [image, { isWrong, unit }] of images.entries()) {
    const [without, control] = [rightWithout[image] as number, rightControl[image] as number];
    if (isWrong) {
      counts.wrongCount += 1;
      counts.mended += without;
      counts.controlMended += control;
      counts.bothMended += without & control;
      balance.set(unit, (balance.get(unit) ?? 0) + without - control);
    } else {
      counts.rightCount += 1;
      counts.broken += 1 - without;
      counts.controlBroken += 1 - control;
      counts.bothBroken += (1 - without) & (1 - control);
    }
  }
  const signs = [...balance.values()];
  const p = signTest(signs.filter((sign) => sign > 0).length, signs.filter((sign) => sign < 0).length);
  return { counts, p };
}
