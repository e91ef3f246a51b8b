import { CLASS_ROLES } from '@strata/domain';
import { doublePrecision, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { classAnalysis } from './class-analysis.ts';
import { cluster } from './cluster.ts';
import { whole } from './columns.ts';

/**
 * A range that fires more on a class than on others in one half of the images, and what happens to those of the other half
 * that are named rightly when it is set to zero, beside as much removed at random places.
 */
export const classRange = pgTable(
  'class_range',
  {
    classAnalysisId: whole()
      .notNull()
      .references(() => classAnalysis.id, { onDelete: 'cascade' }),
    className: text().notNull(),
    clusterId: whole()
      .notNull()
      .references(() => cluster.id),
    /** That an image of the class has more of its map in the range than another, 0–1, ties half; q of more than chance. */
    firesMore: doublePrecision().notNull(),
    q: doublePrecision().notNull(),
    /** Images of the class in the other half that are named rightly; those that go wrong, with the control, and either way. */
    rightCount: integer().notNull(),
    broken: integer().notNull(),
    controlBroken: integer().notNull(),
    bothBroken: integer().notNull(),
    /** Share broken beyond the control's, with its 95 % interval; q of more than none, over all classes and ranges. */
    effect: doublePrecision().notNull(),
    effectLower: doublePrecision().notNull(),
    effectUpper: doublePrecision().notNull(),
    effectQ: doublePrecision().notNull(),
    /** What broken images are taken for most often, and how many of them; null: none broke, or it stands for no class. */
    takenFor: text(),
    takenForCount: integer().notNull(),
    role: text({ enum: CLASS_ROLES }).notNull(),
  },
  // Read with their analysis; a cluster's row is found when its run is renewed.
  (t) => [primaryKey({ columns: [t.classAnalysisId, t.className, t.clusterId] })],
);
