import { index, integer, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { identity, whole } from './columns.ts';
import { probeDataset } from './probe-dataset.ts';

export const formula = pgTable(
  'formula',
  {
    id: identity(),
    probeDatasetId: whole()
      .notNull()
      .references(() => probeDataset.id),
    text: text().notNull(),
    key: text().notNull(),
    length: integer().notNull(),
  },
  // One row a printed text; filters match by structure, across datasets.
  (t) => [unique().on(t.probeDatasetId, t.text), index().on(t.key)],
);
