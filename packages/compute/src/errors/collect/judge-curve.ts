import { bootstrapOf, signTest } from '@strata/statistics';
import { NEW_IMAGES } from './collect-problem.ts';
import { CURVE_REPEATS, type CurvePoint } from './draw-curve.ts';

/** A point of a curve as it is told: shares of the tested images that are wrong, on average. */
export interface CurveShare {
  readonly added: number;
  readonly wrongShare: number;
  readonly controlShare: number;
}

export interface JudgedCurve {
  readonly points: readonly CurveShare[];
  /** Images that were tested. */
  readonly tested: number;
  /** Share of the pair's errors that a hundred new images mend, with its 95 % interval. */
  readonly mended: number;
  readonly mendedLower: number;
  readonly mendedUpper: number;
  /** That images of the pair mend more than as many others: exact sign test over units of count. */
  readonly p: number;
}

export interface JudgeOptions {
  /** (tested image) its unit of count. */
  readonly units: readonly number[];
  /** Images of the pair that the network has learnt from already. */
  readonly known: number;
  readonly seed: number;
}

/**
 * What a learning curve lets expect of a hundred new images: errors fall as a power of the images with the pair, the exponent
 * fitted to the curve by least squares over logarithms, never below 0; the interval resamples units of count.
 * Source: C. Cortes et al., Learning curves: asymptotic values and rate of convergence (1993), with an asymptote of 0.
 */
export function judgeCurve(points: readonly CurvePoint[], { units, known, seed }: JudgeOptions): JudgedCurve {
  const tested = units.length;
  const all = Uint32Array.from({ length: tested }, (_, at) => at);
  const mendedBy = (images: Uint32Array): number =>
    1 - ((known + NEW_IMAGES + 1) / (known + 1)) ** -exponentOf(points, images);
  const interval = bootstrapOf(tested, mendedBy, { seed, groups: units, resamples: 500 });
  const mended = mendedBy(all);
  const last = points.at(-1);
  return {
    points: points.map(({ added, wrong, controlWrong }) => ({
      added,
      wrongShare: shareOf(wrong, all),
      controlShare: shareOf(controlWrong, all),
    })),
    tested,
    mended,
    mendedLower: interval?.lower ?? mended,
    mendedUpper: interval?.upper ?? mended,
    p: last ? pOf(last, units) : 1,
  };
}

/** b of share wrong = c · (added + 1)^−b. */
function exponentOf(points: readonly CurvePoint[], images: Uint32Array): number {
  const x = points.map(({ added }) => Math.log(added + 1));
  // Half an image more is wrong, and half an image less: a share of 0 has no logarithm.
  const y = points.map(({ wrong }) => Math.log((shareOf(wrong, images) * images.length + 0.5) / (images.length + 1)));
  const [meanX, meanY] = [mean(x), mean(y)];
  const spread = x.reduce((sum, value) => sum + (value - meanX) ** 2, 0);
  if (spread === 0) return 0;
  const slope = x.reduce((sum, value, at) => sum + (value - meanX) * ((y[at] as number) - meanY), 0) / spread;
  return Math.max(0, -slope);
}

function shareOf(wrong: Uint8Array, images: Uint32Array): number {
  let times = 0;
  for (const image of images) times += wrong[image] as number;
  return images.length === 0 ? 0 : times / (CURVE_REPEATS * images.length);
}

function pOf({ wrong, controlWrong }: CurvePoint, units: readonly number[]): number {
  const balance = new Map<number, number>();
  for (const [at, unit] of units.entries()) {
    balance.set(unit, (balance.get(unit) ?? 0) + (controlWrong[at] as number) - (wrong[at] as number));
  }
  const signs = [...balance.values()];
  return signTest(signs.filter((sign) => sign > 0).length, signs.filter((sign) => sign < 0).length);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
