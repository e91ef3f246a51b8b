import { integer, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import { whole } from './columns.ts';
import { modelVersion } from './model-version.ts';
import { sample } from './sample.ts';

export const prediction = pgTable(
  'prediction',
  {
    sampleId: whole()
      .notNull()
      .references(() => sample.id),
    modelVersionId: whole()
      .notNull()
      .references(() => modelVersion.id),
    classIndex: integer().notNull(),
  },
  // One prediction of a version for a sample; read by sample.
  (t) => [primaryKey({ columns: [t.sampleId, t.modelVersionId] })],
);
