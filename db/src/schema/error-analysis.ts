import { sql } from 'drizzle-orm';
import { boolean, integer, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { identity, moment, whole } from './columns.ts';
import { modelVersion } from './model-version.ts';
import { probeDataset } from './probe-dataset.ts';

/** What was asked of a version's errors, and in how many images the answer was looked for. */
export const errorAnalysis = pgTable(
  'error_analysis',
  {
    id: identity(),
    modelVersionId: whole()
      .notNull()
      .references(() => modelVersion.id),
    probeDatasetId: whole()
      .notNull()
      .references(() => probeDataset.id),
    /** Only images of this class; null: of all. */
    className: text(),
    /** Only errors that are taken for this class; null: all errors. */
    predictedName: text(),
    imageCount: integer().notNull(),
    imagesWrong: integer().notNull(),
    /** What counted as one: groups of images, where any are named, else images. */
    isGrouped: boolean().notNull(),
    unitCount: integer().notNull(),
    unitsWrong: integer().notNull(),
    conceptCount: integer().notNull(),
    permutations: integer().notNull(),
    seed: integer().notNull(),
    /** Errors that are needed before anything is searched, where there are fewer; else null. */
    errorsNeeded: integer(),
    createdAt: moment().notNull().default(sql`now()`),
  },
  // A question asked again replaces its answer; questions without a class are equal, too. Read by version.
  (t) => [
    unique('error_analysis_question_unique')
      .on(t.modelVersionId, t.probeDatasetId, t.className, t.predictedName)
      .nullsNotDistinct(),
  ],
);
