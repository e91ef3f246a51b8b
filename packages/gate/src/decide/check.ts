import type { GateOutcome } from '@strata/db';
import { decideBound, type Measurement } from './outcome.ts';

/** A bound of a rule, as rules name it. */
export type Bound = 'threshold' | 'minAbsoluteChange' | 'minRelativeChange' | 'unitsMin' | 'causesMax';

/** Where and what is checked. */
export interface CheckPlace {
  readonly ruleIndex: number;
  readonly name: string;
  /** A metric, or `concept:` or `absentCause:` and a concept's name. */
  readonly subject: string;
  readonly layer: string | null;
  readonly clusterIndex: number | null;
  readonly runId: number | null;
}

/** What one bound of a rule came to in one place. */
export interface Check extends CheckPlace {
  readonly bound: Bound;
  readonly outcome: GateOutcome;
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly required: number;
  readonly n: number | null;
  readonly reason: string;
}

export interface BoundAsked {
  readonly bound: Bound;
  readonly required: number;
  readonly greaterIsBetter: boolean;
}

/** Decides one bound on what was measured. */
export function checkOf(place: CheckPlace, asked: BoundAsked, measurement: Measurement): Check {
  const { bound, required, greaterIsBetter } = asked;
  if ('missing' in measurement) return notJudged(place, asked, measurement.missing);
  const { value, lower, upper, n } = measurement.measured;
  // A change is better by something: where smaller is better that is its opposite.
  const isChange = bound === 'minAbsoluteChange' || bound === 'minRelativeChange';
  const better = isChange && !greaterIsBetter ? { lower: -upper, upper: -lower } : { lower, upper };
  const outcome = decideBound(better, { required, greaterIsBetter: isChange || greaterIsBetter });
  const reason = reasonOf({ outcome, value, lower, upper, asked });
  return { ...place, bound, outcome, value, lower, upper, required, n, reason };
}

/** What can't be judged, and why. */
export function notJudged(place: CheckPlace, { bound, required }: BoundAsked, why: string): Check {
  const nothing = { value: null, lower: null, upper: null, n: null };
  return { ...place, ...nothing, bound, outcome: 'COULD_NOT_JUDGE', required, reason: `Could not judge: ${why}.` };
}

interface Decided {
  readonly outcome: GateOutcome;
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
  readonly asked: BoundAsked;
}

function reasonOf({ outcome, value, lower, upper, asked }: Decided): string {
  const measured = `${shown(value)} (95 %: ${shown(lower)} to ${shown(upper)})`;
  const wanted = wantedText(asked);
  if (outcome === 'PASS') return `${measured} is ${wanted}, with its whole interval.`;
  if (outcome === 'FAIL') return `${measured} is not ${wanted}, with its whole interval.`;
  return `Could not judge: ${measured} is neither surely ${wanted} nor surely not; more images or neurons narrow it.`;
}

function wantedText({ bound, required, greaterIsBetter }: BoundAsked): string {
  if (bound === 'threshold') return `at ${greaterIsBetter ? 'least' : 'most'} ${shown(required)}`;
  if (bound === 'unitsMin') return `at least ${required}`;
  const share = bound === 'minRelativeChange' ? `${shown(Math.abs(required) * 100)} %` : shown(Math.abs(required));
  if (required === 0) return 'no worse than the baseline';
  return required > 0 ? `better than the baseline by ${share} or more` : `worse than the baseline by at most ${share}`;
}

/** Four digits that count. */
export function shown(value: number): string {
  return String(Number(value.toPrecision(4))).replace('-', '−');
}
