import { type CauseImage, type InterventionOutcomes, judgeCauses } from '@strata/compute';
import { INTERVENTIONS } from '@strata/domain';
import { createRandom, type Random } from '@strata/statistics';
import type { ValidityRow } from './row.ts';

/** Answers, each about so many ranges both ways, on so many errors and successes. */
const ANSWERS = 200;
const RANGES = 12;
const ERRORS = 40;
const SUCCESSES = 60;

/** How often "cause" is said of ranges that mend no more than their control, and not said of one that mends most errors. */
export function causeRows(): ValidityRow[] {
  const random = createRandom(23);
  const answers = (planted: Planted | null) => Array.from({ length: ANSWERS }, () => answer(random, planted));
  const what = `${RANGES} ranges both ways on ${ERRORS} errors and ${SUCCESSES} successes, outcomes drawn`;
  const missed = ({ mends, control }: Planted, reach: number): ValidityRow => ({
    id: 'error-causes',
    nothing: false,
    what: `${what}: one mends ${100 * mends} % of the errors, its control ${100 * control} %`,
    statement: 'it is not called a cause',
    wrong: answers({ mends, control }).filter(([first]) => first !== 'CAUSE').length,
    ...{ of: ANSWERS, reach },
  });
  return [
    {
      id: 'error-causes',
      nothing: true,
      what: `${what}: each mends as its control does`,
      statement: 'some range “causes” errors',
      wrong: answers(null).filter((roles) => roles.includes('CAUSE')).length,
      ...{ of: ANSWERS, reach: 0.05 },
    },
    missed({ mends: 0.6, control: 0.1 }, 0.05),
    // What forty errors can't tell surely: half of the errors against an eighth.
    missed({ mends: 0.5, control: 0.125 }, 0.5),
  ];
}

/** Shares of the errors that the first range mends, and that its control does. */
interface Planted {
  readonly mends: number;
  readonly control: number;
}

/** (range and way) the roles; ranges that aren't planted mend as their control does. */
function answer(random: Random, planted: Planted | null): string[] {
  const images = Array.from({ length: ERRORS + SUCCESSES }, (_, unit): CauseImage => {
    return { sample: unit, unit, isWrong: unit < ERRORS, className: 'one', rightIndex: 0 };
  });
  const outcomes = Array.from({ length: RANGES * INTERVENTIONS.length }, (_, at): InterventionOutcomes => {
    // Some ranges matter to predictions, some hardly do; either way the control does as much.
    const first = at === 0 ? planted : null;
    const moved = first?.control ?? 0.3 * random.next();
    const draw = (share: number) =>
      Uint8Array.from(images, ({ isWrong }) => Number(random.next() < (isWrong ? share : 1 - moved)));
    const range = { unit: at >> 1, clusterIndex: 1, firesMore: 0.7, p: 0.001, q: 0.01, successMean: 0 };
    return {
      chosen: { ...range, range: { lower: 0, upper: null, lowest: 0, beyond: Number.POSITIVE_INFINITY } as never },
      intervention: INTERVENTIONS[at % 2] ?? 'ZERO',
      setTo: 0,
      rightWithout: draw(first?.mends ?? moved),
      rightControl: draw(moved),
    };
  });
  return judgeCauses(outcomes, images).map(({ role }) => role);
}
