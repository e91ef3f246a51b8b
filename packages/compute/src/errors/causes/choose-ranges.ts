import { inRange } from '@strata/kernels';
import { adjustedP, rankSum, type Stratum } from '@strata/statistics';
import type { ActivationSource } from '../../activations/source.ts';
import type { ActivationRange } from '../../ranges/activation-range.ts';
import type { CauseImage, CauseInputs, RangePlace } from './cause-inputs.ts';

/** A range that fires more on errors than on successes of the same class. */
export interface ChosenRange extends RangePlace {
  readonly range: ActivationRange;
  /** That an error has more of its map in the range than a success of its class, 0–1, ties half. */
  readonly firesMore: number;
  readonly p: number;
  /** Adjusted over all ranges of the layer. */
  readonly q: number;
  /** The mean that the unit has on the successes that chose it. */
  readonly successMean: number;
}

export interface ChooseOptions {
  /** (unit of count) whether its images choose. */
  readonly chooses: (unit: number) => boolean;
  readonly qMax: number;
  /** Ranges at most, those of the least p first. */
  readonly rangesMax: number;
}

/** Chooses ranges by how much of the map lies in them, in the mean over a unit's images: rank sums within classes. */
export function chooseRanges(
  { units, images, errors }: Pick<CauseInputs, 'units' | 'images' | 'errors'>,
  source: Pick<ActivationSource, 'height' | 'width' | 'readUnit'>,
  { chooses, qMax, rangesMax }: ChooseOptions,
): ChosenRange[] {
  const own = images.filter(({ unit }) => chooses(unit));
  const right = own.filter(({ isWrong }) => !isWrong).map(({ sample }) => sample);
  const area = source.height * source.width;
  const tried: Omit<ChosenRange, 'q'>[] = [];
  for (const { unit, ranges } of units) {
    if (ranges.length === 0) continue;
    const maps = source.readUnit(unit);
    const mapOf = (sample: number): Float32Array => maps.subarray(sample * area, (sample + 1) * area);
    const successMean = meanOf(right.map(mapOf));
    for (const [j, range] of ranges.entries()) {
      const shares = own.map((image) => shareIn(mapOf(image.sample), range));
      const { more, p } = rankSum(strataOf(own, shares, errors));
      tried.push({ unit, clusterIndex: j + 1, range, firesMore: more, p, successMean });
    }
  }
  const q = adjustedP(tried.map(({ p }) => p));
  return tried
    .map((range, at) => ({ ...range, q: q[at] as number }))
    .filter((range) => range.q <= qMax)
    .sort((a, b) => a.p - b.p || a.unit - b.unit || a.clusterIndex - b.clusterIndex)
    .slice(0, rangesMax);
}

/** (class) the mean shares of units that are errors, and of those that aren't. */
function strataOf(images: readonly CauseImage[], shares: readonly number[], errors: Uint8Array): Stratum[] {
  const classes = new Map<string, Map<number, number[]>>();
  for (const [at, { className, unit }] of images.entries()) {
    const units = classes.get(className) ?? new Map<number, number[]>();
    classes.set(className, units);
    units.set(unit, [...(units.get(unit) ?? []), shares[at] as number]);
  }
  return [...classes.values()].map((units) => {
    const means = [...units].map(([unit, own]) => ({ wrong: errors[unit] === 1, mean: average(own) }));
    return {
      first: means.filter(({ wrong }) => wrong).map(({ mean }) => mean),
      second: means.filter(({ wrong }) => !wrong).map(({ mean }) => mean),
    };
  });
}

function shareIn(map: Float32Array, { lowest, beyond, withoutZero }: ActivationRange): number {
  let inside = 0;
  for (const value of map) if (inRange(value, lowest, beyond, withoutZero)) inside += 1;
  return inside / map.length;
}

function meanOf(maps: readonly Float32Array[]): number {
  return maps.length === 0 ? 0 : average(maps.map((map) => average(Array.from(map))));
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
