import { createRandom, drawnShare } from '@strata/statistics';
import type { ValidityRow } from './row.ts';

const EXPLANATIONS = 2_560;
const TRIES = 1_000;
/** Weights of the draw: doubt by grade. */
const DOUBTS = [0.25, 0.5, 0.75, 1];
/** How often an explanation of some doubt would be confirmed. */
const LAYERS: readonly ((doubt: number) => number)[] = [
  () => 0.61,
  (doubt) => 1 - 0.8 * doubt,
  (doubt) => 0.9 * doubt,
  () => 0.03,
  (doubt) => 1 - 0.05 * doubt,
];

/** How often the interval of the share that would be confirmed leaves the true share out, from few and from more judged. */
export function confirmedRows(): ValidityRow[] {
  return [20, 120, 1_000].map((judged) => ({
    id: 'confirmed-share',
    nothing: false,
    what: `layers of ${EXPLANATIONS} explanations, ${judged} judged as drawn; five ways in which confirming goes with doubt`,
    statement: 'the interval of the share that would be confirmed leaves the true share out',
    wrong: LAYERS.flatMap((rate, layer) =>
      Array.from({ length: TRIES }, (_, at) => missesTruth(rate, { judged, seed: layer * TRIES + at })),
    ).filter(Boolean).length,
    of: LAYERS.length * TRIES,
    reach: 0.05,
  }));
}

function missesTruth(rate: (doubt: number) => number, { judged, seed }: { judged: number; seed: number }): boolean {
  const random = createRandom(seed);
  const items = Array.from({ length: EXPLANATIONS }, () => {
    const weight = DOUBTS[random.below(DOUBTS.length)] as number;
    return { weight, value: random.next() < rate(weight) ? 1 : 0, place: random.next() / weight };
  }).sort((a, b) => a.place - b.place);
  const truth = items.filter(({ value }) => value === 1).length / EXPLANATIONS;
  const next = items[judged]?.place ?? null;
  const estimate = drawnShare(items.slice(0, judged), { total: EXPLANATIONS, next });
  return !estimate || truth < estimate.lower || truth > estimate.upper;
}
