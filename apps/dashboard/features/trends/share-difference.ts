import { independentDifference, isAbove, type Share } from '@strata/statistics';

/** A share with its 95 % interval, 0–1. */
export type ShareEstimate = Share;

/**
 * Whether shares of two versions differ by more than chance makes them: the 95 % interval of their difference, put
 * together from their own as of independent neurons, leaves out zero.
 */
export function differBeyondChance(a: ShareEstimate, b: ShareEstimate): boolean {
  return isAbove(independentDifference(a, b), 0) !== 'UNCLEAR';
}
