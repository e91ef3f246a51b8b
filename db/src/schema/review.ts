import { REVIEW_VERDICTS } from '@strata/domain';
import { sql } from 'drizzle-orm';
import { index, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core';
import { identity, moment, whole } from './columns.ts';
import { explanation } from './explanation.ts';

/** What people said of explanations, each time that they said it; rows are only ever added. */
export const review = pgTable(
  'review',
  {
    id: identity(),
    explanationId: whole()
      .notNull()
      .references(() => explanation.id),
    /** Who judged, however they signed in; never shown: two people may have the same name. */
    reviewer: text().notNull(),
    /** What they were called then. */
    reviewerName: text().notNull(),
    verdict: text({ enum: REVIEW_VERDICTS }).notNull(),
    reason: text(),
    /** What they would call it instead. */
    betterName: text(),
    /** Made where it was judged, before it was sent: sent again after an outage, it is still one review. */
    idempotencyKey: text().notNull(),
    createdAt: moment().notNull().default(sql`now()`),
  },
  (t) => [
    unique().on(t.reviewer, t.idempotencyKey),
    // An explanation's history; all of it by time.
    index().on(t.explanationId, t.createdAt, t.id),
    index().on(t.createdAt, t.id),
  ],
);

/** What each reviewer says of an explanation now: their newest review of it. */
export const verdict = pgTable(
  'verdict',
  {
    explanationId: whole()
      .notNull()
      .references(() => explanation.id),
    reviewer: text().notNull(),
    reviewId: whole()
      .notNull()
      .references(() => review.id),
    /** A copy, to be counted without reading the review. */
    verdict: text({ enum: REVIEW_VERDICTS }).notNull(),
  },
  // What is said of an explanation; what somebody has judged.
  (t) => [primaryKey({ columns: [t.explanationId, t.reviewer] }), index().on(t.reviewer, t.explanationId)],
);
