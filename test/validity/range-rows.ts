import { type CauseImage, chooseRanges, openRange, type RangedUnit } from '@strata/compute';
import { createRandom, type Random } from '@strata/statistics';
import type { ValidityRow } from './row.ts';

/** Layers, each of so many units with two ranges, on so many errors and successes of two classes. */
const LAYERS = 200;
const UNITS = 32;
const ERRORS = 20;
const SUCCESSES = 30;
const SIDE = 4;
/** Where a map's values are cut. */
const CUT = 0.6;

/** How often a range is said to go with errors that fires as often on successes, and not said of one that fires on errors. */
export function rangeRows(): ValidityRow[] {
  const random = createRandom(29);
  const layers = (planted: number | null) => Array.from({ length: LAYERS }, () => chosen(random, planted));
  const what = `${UNITS} units of two ranges on ${ERRORS} errors and ${SUCCESSES} successes of two classes, smooth noise`;
  return [
    {
      ...{ id: 'error-ranges', nothing: true, what, statement: 'some range “goes with errors”' },
      wrong: layers(null).filter((units) => units.length > 0).length,
      ...{ of: LAYERS, reach: 0.05 },
    },
    {
      ...{ id: 'error-ranges', nothing: false, statement: 'it does not “go with errors”' },
      what: `${what}: one fires on errors by two standard deviations more`,
      wrong: layers(2).filter((units) => !units.includes(0)).length,
      ...{ of: LAYERS, reach: 0.05 },
    },
  ];
}

/** The units that are chosen; the first is moved by so many standard deviations on errors. */
function chosen(random: Random, planted: number | null): number[] {
  const count = ERRORS + SUCCESSES;
  const images = Array.from({ length: count }, (_, unit): CauseImage => {
    return { sample: unit, unit, isWrong: unit < ERRORS, className: unit % 2 === 0 ? 'one' : 'other', rightIndex: 0 };
  });
  const maps = Array.from({ length: UNITS }, (_, unit) => {
    const shift = unit === 0 && planted !== null ? planted : 0;
    return mapsOf(random, (sample) => (sample < ERRORS ? shift : 0));
  });
  const units: RangedUnit[] = maps.map((_, unit) => ({ unit, ranges: [openRange(null, CUT), openRange(CUT, null)] }));
  const errors = Uint8Array.from(images, ({ isWrong }) => Number(isWrong));
  const readUnit = (unit: number): Float32Array => maps[unit] as Float32Array;
  const source = { height: SIDE, width: SIDE, readUnit };
  const ranges = chooseRanges({ units, images, errors }, source, { chooses: () => true, qMax: 0.05, rangesMax: 64 });
  return ranges.filter(({ clusterIndex }) => planted === null || clusterIndex === 2).map(({ unit }) => unit);
}

/** (sample, height, width) a level an image and noise around it, as neighbours in a map are alike. */
function mapsOf(random: Random, shiftOf: (sample: number) => number): Float32Array {
  const area = SIDE * SIDE;
  const maps = new Float32Array((ERRORS + SUCCESSES) * area);
  for (let at = 0; at < maps.length; at += area) {
    const level = normal(random) + shiftOf(at / area);
    for (let cell = 0; cell < area; cell += 1) maps[at + cell] = level + 0.5 * normal(random);
  }
  return maps;
}

/** Twelve uniform numbers' sum, less its mean. */
function normal(random: Random): number {
  let sum = -6;
  for (let i = 0; i < 12; i += 1) sum += random.next();
  return sum;
}
