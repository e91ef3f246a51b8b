import type { Grounding } from '@strata/domain';
import { sql } from 'drizzle-orm';
import { doublePrecision, index, integer, jsonb, pgTable, text, unique } from 'drizzle-orm/pg-core';
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
    // How its pixels are known; rows of earlier versions had masks, or labels of whole images that they did not tell.
    grounding: text().$type<Grounding>().notNull().default('MASKS'),
    // In other languages, by their codes.
    names: jsonb().$type<Readonly<Record<string, string>>>().notNull().default({}),
    synonyms: text().array().notNull().default(sql`'{}'`),
    // All of both: what people may look for it by, beside its name.
    aliases: text().array().notNull().default(sql`'{}'`),
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
    index().using('gin', t.aliases),
  ],
);
