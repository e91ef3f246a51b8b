import { index, integer, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { identity, whole } from './columns.ts';
import { modelVersion } from './model-version.ts';

export const layer = pgTable(
  'layer',
  {
    id: identity(),
    modelVersionId: whole()
      .notNull()
      .references(() => modelVersion.id),
    name: text().notNull(),
    op: text(),
    unitCount: integer().notNull(),
    height: integer().notNull(),
    width: integer().notNull(),
    /**
     * The run that is shown: the newest completed one, else the newest begun. Kept by the transactions that begin and
     * finish runs, so that no read has to look for it. Its foreign key stands in the migration alone: `run` imports this file.
     */
    currentRunId: whole(),
  },
  (t) => [
    // A tensor's name is unique inside a model.
    unique().on(t.modelVersionId, t.name),
    // Filters by name span models; the operator class serves prefixes in any locale.
    index('layer_name_prefix_index').on(t.name.op('text_pattern_ops')),
    // Whether a run is the one shown, from its explanations.
    index().on(t.currentRunId),
  ],
);
