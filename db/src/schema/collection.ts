import { sql } from 'drizzle-orm';
import { boolean, integer, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { identity, moment, whole } from './columns.ts';
import { modelVersion } from './model-version.ts';
import { probeDataset } from './probe-dataset.ts';

/** What to collect for a version: what was looked at, and on how many images. */
export const collection = pgTable(
  'collection',
  {
    id: identity(),
    modelVersionId: whole()
      .notNull()
      .references(() => modelVersion.id),
    probeDatasetId: whole()
      .notNull()
      .references(() => probeDataset.id),
    /** Whose activations a readout was trained on. */
    layerName: text().notNull(),
    /** The split that the network has learnt from; null: not known, and all images are taken for the data. */
    learntSplit: text(),
    dataCount: integer().notNull(),
    /** Images that errors are counted on. */
    imageCount: integer().notNull(),
    imagesWrong: integer().notNull(),
    isGrouped: boolean().notNull(),
    unitCount: integer().notNull(),
    unitsWrong: integer().notNull(),
    /** Pairs that were looked at to choose those whose curve was drawn. */
    pairsTried: integer().notNull(),
    seed: integer().notNull(),
    /** Errors that are needed before pairs are looked for, where there are fewer; else null. */
    errorsNeeded: integer(),
    createdAt: moment().notNull().default(sql`now()`),
  },
  // Asked again, the answer is replaced. Read by version.
  (t) => [unique().on(t.modelVersionId, t.probeDatasetId)],
);
