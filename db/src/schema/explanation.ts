import { doublePrecision, index, integer, pgTable } from 'drizzle-orm/pg-core';
import { cluster } from './cluster.ts';
import { identity, whole } from './columns.ts';
import { formula } from './formula.ts';
import { run } from './run.ts';
import { unit } from './unit.ts';

export const explanation = pgTable(
  'explanation',
  {
    id: identity(),
    clusterId: whole()
      .notNull()
      .unique()
      .references(() => cluster.id),
    runId: whole()
      .notNull()
      .references(() => run.id),
    unitId: whole()
      .notNull()
      .references(() => unit.id),
    formulaId: whole()
      .notNull()
      .references(() => formula.id),
    clusterIndex: integer().notNull(),
    iou: doublePrecision().notNull(),
    intersection: whole().notNull(),
    unionPixels: whole().notNull(),
    chance: doublePrecision().notNull(),
    lift: doublePrecision(),
    visited: whole().notNull(),
    formulaPixels: whole().notNull(),
  },
  (t) => [
    // Nulls first, as a plain ORDER BY iou DESC asks. Keyset pages ordered by IoU, over a run and over one cluster of it; id breaks ties.
    index().on(t.runId, t.iou.desc().nullsFirst(), t.id),
    index().on(t.runId, t.clusterIndex, t.iou.desc().nullsFirst(), t.id),
    // Where a formula is used.
    index().on(t.formulaId, t.runId),
  ],
);
