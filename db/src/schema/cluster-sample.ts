import { integer, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import { cluster } from './cluster.ts';
import { bytea, whole } from './columns.ts';
import { sample } from './sample.ts';

export const clusterSample = pgTable(
  'cluster_sample',
  {
    clusterId: whole()
      .notNull()
      .references(() => cluster.id),
    rank: integer().notNull(),
    sampleId: whole()
      .notNull()
      .references(() => sample.id),
    bitmapPixels: integer().notNull(),
    formulaPixels: integer().notNull(),
    intersection: integer().notNull(),
    /** Packed bits, row-major, most significant bit first, raw deflate. */
    bitmap: bytea().notNull(),
    formulaMask: bytea().notNull(),
  },
  // A cluster's samples are always read together, by rank.
  (t) => [primaryKey({ columns: [t.clusterId, t.rank] })],
);
