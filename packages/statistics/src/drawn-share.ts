import { type Share, Z95 } from './interval.ts';
import { studentQuantile } from './student-t.ts';
import { shareWithInterval } from './wilson.ts';

/** One thing of a population, drawn with unequal chances. */
export interface DrawnItem {
  /** How much more often than others it is to be drawn, above 0. */
  readonly weight: number;
  /** What is found of it, 0–1. */
  readonly value: number;
}

/** Things in the order in which they are drawn: by a number from 0 to 1, equally likely, over the weight; least first. */
export interface DrawnShareOptions {
  /** How many the whole population has. */
  readonly total: number;
  /** The place, in that order, of the first thing that was not drawn; null where all were. */
  readonly next: number | null;
}

/**
 * The mean value of a whole population, of which the first in the order of a weighted draw were looked at; null where none
 * was. Each counts for as many as its chance of being drawn says, given the place of the next one.
 * Source: N. Duffield, C. Lund, M. Thorup, Priority sampling for estimation of arbitrary subset sums (2007), for the draw;
 * J. Hájek (1971) for the ratio; E. L. Korn, B. I. Graubard, Confidence intervals for proportions with small expected number
 * of positive counts (1998), for the effective number, here in Wilson's interval.
 * @example drawnShare([{ weight: 1, value: 1 }, { weight: 1, value: 0 }], { total: 2, next: null }) // 0.5, 0.5 to 0.5
 */
export function drawnShare(drawn: readonly DrawnItem[], { total, next }: DrawnShareOptions): Share | null {
  const n = drawn.length;
  if (n === 0) return null;
  const counted = drawn.map(({ weight, value }) => ({
    value,
    each: next === null ? 1 : Math.max(1, 1 / (weight * next)),
  }));
  const all = sum(counted.map(({ each }) => each));
  const share = sum(counted.map(({ each, value }) => each * value)) / all;
  // Everything was looked at: nothing is left to chance.
  if (n >= total) return { share, lower: share, upper: share };
  const effective = effectiveNumber(counted, { share, all, total });
  const students = n < 2 ? effective : effective * (Z95 / studentQuantile(0.975, n - 1)) ** 2;
  return shareWithInterval(share * students, students);
}

interface Counted {
  readonly value: number;
  /** For how many of the population it stands. */
  readonly each: number;
}

/** As many equally likely draws, with replacement, would tell as much: the fewer of what weights and values say. */
function effectiveNumber(
  counted: readonly Counted[],
  { share, all, total }: { share: number; all: number; total: number },
): number {
  const n = counted.length;
  const byWeights = all ** 2 / sum(counted.map(({ each }) => each ** 2)) / (1 - n / total);
  if (n < 2) return byWeights;
  const spread = sum(counted.map(({ each, value }) => (each ** 2 - each) * (value - share) ** 2));
  const variance = (spread / all ** 2) * (n / (n - 1));
  const byValues = variance > 0 ? (share * (1 - share)) / variance : Number.POSITIVE_INFINITY;
  return Math.min(byWeights, byValues);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
