import { index, integer, pgTable, primaryKey, unique } from 'drizzle-orm/pg-core';
import { bytea, identity, whole } from './columns.ts';
import { concept } from './concept.ts';
import { probeDataset } from './probe-dataset.ts';

/**
 * The map of a probe dataset, laid out once: every range of every layer and version is placed on it by what it fires on, so
 * that none moves when others come.
 */
export const atlasFrame = pgTable(
  'atlas_frame',
  {
    id: identity(),
    probeDatasetId: whole()
      .notNull()
      .references(() => probeDataset.id),
    /** How places were found: those of different methods must not stand on one map. */
    method: integer().notNull(),
    /** (landmark · 2) x and y, uint16 little-endian; the landmarks follow from the dataset. */
    places: bytea().notNull(),
  },
  (t) => [unique().on(t.probeDatasetId, t.method)],
);

/** Where a concept's own mask lies on the map. */
export const conceptPlace = pgTable(
  'concept_place',
  {
    frameId: whole()
      .notNull()
      .references(() => atlasFrame.id),
    conceptId: whole()
      .notNull()
      .references(() => concept.id),
    /** 0–65,535 in both directions. */
    x: integer().notNull(),
    y: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.frameId, t.conceptId] }), index().on(t.conceptId)],
);
