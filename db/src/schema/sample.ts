import { integer, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { bytea, identity, whole } from './columns.ts';
import { probeDataset } from './probe-dataset.ts';

export const sample = pgTable(
  'sample',
  {
    id: identity(),
    probeDatasetId: whole()
      .notNull()
      .references(() => probeDataset.id),
    sampleIndex: integer().notNull(),
    key: text().notNull(),
    className: text(),
    split: text(),
    imageWidth: integer(),
    imageHeight: integer(),
    /** WebP of at most 256 pixels a side. */
    thumbnail: bytea(),
  },
  // Explanations name samples by their position in the dataset.
  (t) => [unique().on(t.probeDatasetId, t.sampleIndex)],
);
