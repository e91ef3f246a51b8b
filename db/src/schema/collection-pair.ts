import { COLLECT_KINDS, COLLECT_VERDICTS } from '@strata/domain';
import { doublePrecision, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { collection } from './collection.ts';
import { whole } from './columns.ts';

/** A point of a learning curve: images added, and the share of the tested images that is wrong then. */
export interface StoredCurvePoint {
  readonly added: number;
  readonly wrongShare: number;
  /** With as many other images instead. */
  readonly controlShare: number;
}

/** Two concepts, or a concept and a class, that are rare together and decide errors. */
export const collectionPair = pgTable(
  'collection_pair',
  {
    collectionId: whole()
      .notNull()
      .references(() => collection.id, { onDelete: 'cascade' }),
    /** From 1: what to collect first. */
    position: integer().notNull(),
    first: text().notNull(),
    firstKind: text({ enum: COLLECT_KINDS }).notNull(),
    second: text().notNull(),
    secondKind: text({ enum: COLLECT_KINDS }).notNull(),
    /** Images of the data that have both. */
    dataCount: integer().notNull(),
    /** Of the images that errors are counted on. */
    selectedCount: integer().notNull(),
    selectedWrong: integer().notNull(),
    /** Errors that a hundred new images are expected to mend, with the 95 % interval. */
    mended: doublePrecision().notNull(),
    mendedLower: doublePrecision().notNull(),
    mendedUpper: doublePrecision().notNull(),
    /** Images of the confirming half that the curve was tested on; 0 where none was drawn. */
    testedCount: integer().notNull(),
    /** Read and written whole, with the pair. */
    curve: jsonb().$type<readonly StoredCurvePoint[]>().notNull(),
    q: doublePrecision().notNull(),
    verdict: text({ enum: COLLECT_VERDICTS }).notNull(),
  },
  // Read with their answer, in order.
  (t) => [primaryKey({ columns: [t.collectionId, t.position] })],
);
