import type { Grade } from '../grade/grade.ts';

/** What a person who looked at the evidence says of an explanation. */
export const REVIEW_VERDICTS = ['CONFIRM', 'PARTLY', 'REJECT', 'UNSURE'] as const;
export type ReviewVerdict = (typeof REVIEW_VERDICTS)[number];

/** What reviewers together say of an explanation. */
export const JUDGEMENTS = ['CONFIRMED', 'PARTLY_CONFIRMED', 'REJECTED', 'DISPUTED', 'UNDECIDED'] as const;
export type Judgement = (typeof JUDGEMENTS)[number];

/** How many reviewers say each; who gave none is not counted. */
export type VerdictCounts = Readonly<Record<ReviewVerdict, number>>;

const OUTCOMES = { CONFIRM: 'CONFIRMED', PARTLY: 'PARTLY_CONFIRMED', REJECT: 'REJECTED' } as const;

/**
 * The one definition of a judgement: what more than half of those say who could tell; DISPUTED where none is said by so
 * many, UNDECIDED where nobody could tell.
 * @example judgementOf({ CONFIRM: 0, PARTLY: 0, REJECT: 2, UNSURE: 3 }) // 'REJECTED'
 */
export function judgementOf(counts: VerdictCounts): Judgement {
  const decided = counts.CONFIRM + counts.PARTLY + counts.REJECT;
  if (decided === 0) return 'UNDECIDED';
  const most = (['CONFIRM', 'PARTLY', 'REJECT'] as const).find((verdict) => 2 * counts[verdict] > decided);
  return most === undefined ? 'DISPUTED' : OUTCOMES[most];
}

/**
 * The doubt that a person's look would settle, 0–1, by grade: most where the evidence lies at the verge, least where it
 * is clear, and little where not even the numbers speak for the formula. Without a grade, all is open.
 */
export const DOUBT = { CLEAR: 0.25, PARTLY: 1, UNCLEAR: 0.75, NONE: 0.5, notGraded: 1 } as const satisfies Readonly<
  Record<Grade | 'notGraded', number>
>;

/** From so many judged ones on, drawn by chance, it is said how many of a layer would be confirmed. */
export const ESTIMATE_JUDGED_MIN = 20;
