import { integer, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import { bytea, whole } from './columns.ts';
import { concept } from './concept.ts';
import { sample } from './sample.ts';

/** Where a concept lies on a sample that some range shows; a concept that is nowhere on it has no row. */
export const sampleConcept = pgTable(
  'sample_concept',
  {
    sampleId: whole()
      .notNull()
      .references(() => sample.id),
    conceptId: whole()
      .notNull()
      .references(() => concept.id),
    pixels: integer().notNull(),
    /** Packed bits, row-major, most significant bit first, raw deflate. */
    mask: bytea().notNull(),
  },
  // The masks of a formula's concepts are read for one sample at a time.
  (t) => [primaryKey({ columns: [t.sampleId, t.conceptId] })],
);
