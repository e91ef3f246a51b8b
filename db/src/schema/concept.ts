import { doublePrecision, index, integer, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { identity, whole } from './columns.ts';
import { probeDataset } from './probe-dataset.ts';

export const concept = pgTable(
  'concept',
  {
    id: identity(),
    probeDatasetId: whole()
      .notNull()
      .references(() => probeDataset.id),
    conceptIndex: integer().notNull(),
    name: text().notNull(),
    category: text().notNull(),
    pixelCount: whole().notNull(),
    pixelShare: doublePrecision().notNull(),
  },
  (t) => [
    // The dataset's own number and its name each identify a concept; formulas resolve names through the second.
    unique().on(t.probeDatasetId, t.conceptIndex),
    unique().on(t.probeDatasetId, t.name),
    // Filters by concept name and lists by name span datasets; the operator class serves prefixes in any locale.
    index().on(t.name, t.id),
    index('concept_name_prefix_index').on(t.name.op('text_pattern_ops')),
    index().on(t.pixelShare, t.id),
  ],
);
