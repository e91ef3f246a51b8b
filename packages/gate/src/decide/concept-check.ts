import { readConceptKnown, type Store } from '@strata/db';
import type { ConceptRule } from '../rules/rules-schema.ts';
import { type Check, type CheckPlace, notJudged } from './check.ts';
import type { RangePlace } from './places.ts';

/** Checks that enough neurons know a concept in one range. */
export async function checkConcept(
  store: Store,
  { rule, place, range }: { readonly rule: ConceptRule; readonly place: CheckPlace; readonly range: RangePlace },
): Promise<Check> {
  const { concept, grade, timesShuffledMin, unitsMin } = rule;
  const asked = { bound: 'unitsMin', required: unitsMin, greaterIsBetter: true } as const;
  const { units, graded, exists } = await readConceptKnown(store, {
    ...range,
    concept,
    grades: grade === 'CLEAR' ? ['CLEAR'] : ['CLEAR', 'PARTLY'],
    timesShuffledMin: timesShuffledMin ?? null,
  });
  if (!exists) return notJudged(place, asked, `the probe dataset has no concept called ${concept}`);
  if (graded === 0) return notJudged(place, asked, 'it is not graded: explain it again with evidence (the default)');
  const least = timesShuffledMin === undefined ? '' : `, at least ${timesShuffledMin} times shuffled images`;
  const reason = `${units} of ${graded} graded neurons know ${concept} (${grade}${grade === 'CLEAR' ? '' : ' or better'}${least}); at least ${unitsMin} required.`;
  const outcome = units >= unitsMin ? 'PASS' : 'FAIL';
  return {
    ...place,
    bound: 'unitsMin',
    outcome,
    value: units,
    lower: units,
    upper: units,
    required: unitsMin,
    n: graded,
    reason,
  };
}
