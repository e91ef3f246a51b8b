import { COLLECT_EXAMPLES } from '@strata/domain';
import { boolean, foreignKey, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { collectionPair } from './collection-pair.ts';
import { whole } from './columns.ts';
import { sample } from './sample.ts';

/** Images that show people what to collect, and what not. */
export const collectionSample = pgTable(
  'collection_sample',
  {
    collectionId: whole().notNull(),
    position: integer().notNull(),
    rank: integer().notNull(),
    sampleId: whole()
      .notNull()
      .references(() => sample.id),
    role: text({ enum: COLLECT_EXAMPLES }).notNull(),
    isWrong: boolean().notNull(),
  },
  (t) => [
    // Read with their pair, in order.
    primaryKey({ columns: [t.collectionId, t.position, t.rank] }),
    foreignKey({
      name: 'collection_sample_pair_fk',
      columns: [t.collectionId, t.position],
      foreignColumns: [collectionPair.collectionId, collectionPair.position],
    }).onDelete('cascade'),
  ],
);
