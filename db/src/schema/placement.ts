import { sql } from 'drizzle-orm';
import { doublePrecision, index, integer, pgTable } from 'drizzle-orm/pg-core';
import { atlasFrame } from './atlas-frame.ts';
import { cluster } from './cluster.ts';
import { bytea, moment, whole } from './columns.ts';
import { run } from './run.ts';

/** What a range fires on, and where that lies on the probe dataset's map. No row: no pixel lies in it, or it is older. */
export const placement = pgTable(
  'placement',
  {
    clusterId: whole()
      .primaryKey()
      .references(() => cluster.id),
    runId: whole()
      .notNull()
      .references(() => run.id),
    /** The cosines of its bitmap with the concepts' masks, packed. */
    profile: bytea().notNull(),
    /** 0–65,535 in both directions; null until its run is completed. */
    x: integer(),
    y: integer(),
  },
  (t) => [index().on(t.runId)],
);

/** What a run's placements are worth; one row a run, written with its places. */
export const atlas = pgTable(
  'atlas',
  {
    runId: whole()
      .primaryKey()
      .references(() => run.id),
    frameId: whole()
      .notNull()
      .references(() => atlasFrame.id),
    /** Ranges with a place, and those with pixels but none: their units are older than profiles. */
    placed: integer().notNull(),
    notPlaced: integer().notNull(),
    /** How well nearness says likeness, of so many points and neighbours; null for too few points. */
    trustworthiness: doublePrecision(),
    neighboursKept: doublePrecision(),
    neighbours: integer(),
    pointsCompared: integer(),
    computedAt: moment().notNull().default(sql`now()`),
  },
  (t) => [index().on(t.frameId)],
);
