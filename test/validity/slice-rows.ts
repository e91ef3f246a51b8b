import { type ErrorSlice, findErrorSlices } from '@strata/compute';
import { jaccard, type PlantedSlice, plantNothing, plantSlices, STRENGTHS, sliceWorld } from './planted-slices.ts';
import type { ValidityRow } from './row.ts';

/** The same slice as the planted one: an overlap of this at least. */
const SAME = 0.8;
/** Share of planted slices that may be missed, by strength, and over all. */
const MISSED_MAX: Readonly<Record<number, number>> = { 0.3: 0.55, 0.5: 0.25, 0.7: 0.1, 1: 0.02 };
const MISSED_MAX_OVER_ALL = 0.2;
/** Images of the first slice that are looked at, those that go wrong first; share of them that may lie outside the truth. */
const LOOKED_AT = 10;
const OUTSIDE_MAX = 0.2;

/** How often errors get the slice that was planted, and how often one where none was. */
export async function sliceRows(folder: string): Promise<ValidityRow[]> {
  const world = await sliceWorld(folder);
  const find = ({ errors }: PlantedSlice): ErrorSlice | undefined =>
    findErrorSlices({ units: world.images, columns: world.columns, errors }, { slicesMax: 1 }).slices[0];
  const about = `${world.images} images of the demo world, ${world.columns.length} concepts`;
  const nothing = plantNothing(world).map(find);
  const planted = plantSlices(world).map((slice) => ({ slice, found: find(slice) }));
  return [
    {
      id: 'error-slices',
      nothing: true,
      what: `errors at random; ${about}`,
      statement: 'errors “go with …”',
      wrong: nothing.filter((found) => found?.verdict === 'FOUND').length,
      of: nothing.length,
      reach: 0.05,
    },
    ...[...STRENGTHS, null].map((strength) => missedRow(planted, { strength, about })),
    outsideRow(planted, about),
  ];
}

interface Outcome {
  readonly slice: PlantedSlice;
  readonly found: ErrorSlice | undefined;
}

const members = ({ slice, found }: Outcome): Uint8Array => {
  const bits = new Uint8Array(slice.truth.length);
  for (const image of found?.members ?? []) bits[image] = 1;
  return bits;
};

function missedRow(
  outcomes: readonly Outcome[],
  { strength, about }: { readonly strength: number | null; readonly about: string },
): ValidityRow {
  const own = outcomes.filter(({ slice }) => strength === null || slice.strength === strength);
  return {
    id: 'error-slices',
    nothing: false,
    what: `slices of 1–3 concepts, ${strength === null ? 'all strengths' : `strength ${strength}`}; ${about}`,
    statement: `the best slice is not the planted one (IoU ≥ ${SAME})`,
    wrong: own.filter((outcome) => jaccard(members(outcome), outcome.slice.truth) < SAME).length,
    of: own.length,
    reach: strength === null ? MISSED_MAX_OVER_ALL : (MISSED_MAX[strength] ?? 0),
  };
}

function outsideRow(outcomes: readonly Outcome[], about: string): ValidityRow {
  const looked = outcomes.flatMap(({ slice, found }) => {
    const images = found?.members ?? [];
    const shown = [...images].sort((a, b) => (slice.errors[b] ?? 0) - (slice.errors[a] ?? 0)).slice(0, LOOKED_AT);
    return shown.map((image) => slice.truth[image] === 1);
  });
  return {
    id: 'error-slices',
    nothing: false,
    what: `slices of 1–3 concepts, all strengths; ${about}`,
    statement: `one of the ${LOOKED_AT} images shown lies outside the planted slice`,
    wrong: looked.filter((inside) => !inside).length,
    of: looked.length,
    reach: OUTSIDE_MAX,
  };
}
