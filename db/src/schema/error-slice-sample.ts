import { boolean, foreignKey, integer, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import { whole } from './columns.ts';
import { errorSlice } from './error-slice.ts';
import { sample } from './sample.ts';

/** Images of a slice that are shown: some that go wrong, and some that don't. */
export const errorSliceSample = pgTable(
  'error_slice_sample',
  {
    errorAnalysisId: whole().notNull(),
    position: integer().notNull(),
    rank: integer().notNull(),
    sampleId: whole()
      .notNull()
      .references(() => sample.id),
    isWrong: boolean().notNull(),
  },
  (t) => [
    // Read with their slice, in order.
    primaryKey({ columns: [t.errorAnalysisId, t.position, t.rank] }),
    foreignKey({
      name: 'error_slice_sample_slice_fk',
      columns: [t.errorAnalysisId, t.position],
      foreignColumns: [errorSlice.errorAnalysisId, errorSlice.position],
    }).onDelete('cascade'),
  ],
);
