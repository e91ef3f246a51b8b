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
    /**
     * SHA-256 of what the formula says, whatever its structure (the truth key), in hexadecimal: equal for formulas that hold
     * on the same concept sets. Empty beyond ten different concepts, null in rows that no process of this version has seen.
     */
    truthHash: text(),
  },
  // One row a printed text; filters match by structure, across datasets.
  (t) => [
    unique().on(t.probeDatasetId, t.text),
    index().on(t.key),
    index().on(t.truthHash),
    // Lists by text and by length.
    index().on(t.text, t.id),
    index().on(t.length, t.id),
    index('formula_text_prefix_index').on(t.text.op('text_pattern_ops')),
  ],
);
