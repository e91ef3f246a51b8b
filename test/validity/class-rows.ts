import {
  type CauseImage,
  type EditOutcome,
  judgeClasses,
  judgeEdits,
  type OwnRange,
  type RunOutcomes,
} from '@strata/compute';
import { createRandom, type Random } from '@strata/statistics';
import type { ValidityRow } from './row.ts';

const ANSWERS = 200;
/** Classes, ranges of each that are taken out, and images of each that are named rightly and confirm. */
const CLASSES = 8;
const RANGES = 8;
const IMAGES = 30;
/** Ways of editing concepts, and images edited in each. */
const EDITS = 12;
const EDITED = 30;

const CLASSES_DRAWN = `${CLASSES} classes of ${IMAGES} images, ${RANGES} ranges each, outcomes drawn`;

/** How often "carries" is said of ranges that break no more than their control, and "cause" of edits that mend no more. */
export function classRows(): ValidityRow[] {
  const random = createRandom(29);
  const edits = `${EDITS} ways of editing concepts in ${EDITED} images each, outcomes drawn`;
  const row = { of: ANSWERS, reach: 0.05 };
  return [
    {
      ...{ ...row, id: 'class-ranges', nothing: true },
      what: `${CLASSES_DRAWN}: each breaks as its control does`,
      statement: 'some range “carries” a class',
      wrong: count(() => classAnswer(random, null).includes('CARRIES')),
    },
    {
      ...{ ...row, id: 'error-edits', nothing: true },
      what: `${edits}: each changes as its control does`,
      statement: 'some concept “causes” errors',
      wrong: count(() => editAnswer(random, null).includes('CAUSE')),
    },
    classRow(random, { planted: [0.8, 0.1], reach: 0.05 }),
    // What thirty images can't tell surely, among 64 ranges.
    classRow(random, { planted: [0.6, 0.1], reach: 0.5 }),
    {
      ...{ ...row, id: 'error-edits', nothing: false },
      what: `${edits}: one mends 60 % of the errors, its control 10 %`,
      statement: 'it is not called a cause',
      wrong: count(() => editAnswer(random, [0.6, 0.1])[0] !== 'CAUSE'),
      reach: 0.2,
    },
  ];
}

/** What the first one changes, and its control. */
type Planted = readonly [number, number] | null;

function classRow(
  random: Random,
  { planted, reach }: { readonly planted: readonly [number, number]; readonly reach: number },
): ValidityRow {
  const [own, control] = planted.map((share) => `${100 * share} %`);
  return {
    ...{ id: 'class-ranges', nothing: false, of: ANSWERS, reach },
    what: `${CLASSES_DRAWN}: one breaks ${own} of the images, its control ${control}`,
    statement: 'it is not said to carry its class',
    wrong: count(() => classAnswer(random, planted)[0] !== 'CARRIES'),
  };
}

function count(is: () => boolean): number {
  return Array.from({ length: ANSWERS }, is).filter(Boolean).length;
}

/** (class and range) the roles. */
function classAnswer(random: Random, planted: Planted): string[] {
  const images = Array.from({ length: CLASSES * IMAGES }, (_, unit): CauseImage => {
    return { sample: unit, unit, isWrong: false, className: `${unit % CLASSES}`, rightIndex: 0 };
  });
  const outcomes = Array.from({ length: CLASSES * RANGES }, (_, at): RunOutcomes => {
    const base = 0.3 * random.next();
    const [own, control] = (at === 0 ? planted : null) ?? [base, base];
    const right = (share: number) => Uint8Array.from(images, () => Number(random.next() >= share));
    const range = { unit: at, clusterIndex: 1, firesMore: 0.7, p: 0.001, q: 0.01, successMean: 0 };
    const chosen = {
      ...range,
      className: `${at % CLASSES}`,
      choosing: new Set<number>(),
      range: {} as never,
    } as OwnRange;
    const outcome = { chosen, intervention: 'ZERO' as const, setTo: 0, chosenWithout: new Int32Array(images.length) };
    return { ...outcome, rightWithout: right(own), rightControl: right(control) };
  });
  return judgeClasses(outcomes, images).map(({ role }) => role);
}

/** (way) the roles. */
function editAnswer(random: Random, planted: Planted): string[] {
  const outcomes = Array.from({ length: EDITS }, (_, at): EditOutcome => {
    const base = 0.3 * random.next();
    const [own, control] = (at === 0 ? planted : null) ?? [base, base];
    const images = Array.from({ length: EDITED }, (_, unit) => {
      return { unit, changed: random.next() < own, control: random.next() < control };
    });
    return { plan: { concept: at, edit: 'BLUR', direction: 'TAKEN_OUT' }, images };
  });
  return judgeEdits(outcomes).map(({ role }) => role);
}
