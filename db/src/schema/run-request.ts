import { sql } from 'drizzle-orm';
import { doublePrecision, index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { identity, moment, whole } from './columns.ts';
import { feedColumns } from './feed-columns.ts';
import { modelVersion } from './model-version.ts';
import { probeDataset } from './probe-dataset.ts';
import { run } from './run.ts';

/** How far a request has come: waiting for a worker, its inputs being read and the network run, its units being explained, … */
export const REQUEST_STATUSES = ['QUEUED', 'PREPARING', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED'] as const;
export type RequestStatus = (typeof REQUEST_STATUSES)[number];

/**
 * A run that somebody asked the workers for. It names only what the database knows; the run itself has its row once a
 * worker has run the network, since the shape of a layer is known only then.
 */
export const runRequest = pgTable(
  'run_request',
  {
    id: identity(),
    modelVersionId: whole()
      .notNull()
      .references(() => modelVersion.id),
    layerName: text().notNull(),
    probeDatasetId: whole()
      .notNull()
      .references(() => probeDataset.id),
    clusters: integer().notNull(),
    bounds: text().notNull(),
    /** How mask pixels get values from the map. */
    upsampling: text().notNull().default('bilinear'),
    /** The share of the layer's values that must be 0 for zeros to be off; null: never. */
    offShare: doublePrecision().default(0.05),
    length: integer().notNull(),
    beam: integer().notNull(),
    search: text().notNull(),
    grammar: text().notNull(),
    searchBudgetMs: integer(),
    /** Null: all. As in `run`, only ever read whole. */
    categories: text().array(),
    minConceptShare: doublePrecision().notNull().default(0),
    /** Searches repeated over shuffled images; null: as many as the worker's own default. */
    nullSearches: integer(),
    ...feedColumns(),
    status: text({ enum: REQUEST_STATUSES }).notNull().default('QUEUED'),
    /** Null until a worker has prepared it. */
    runId: whole().references(() => run.id),
    error: text(),
    requestedBy: text().notNull(),
    createdAt: moment().notNull().default(sql`now()`),
    finishedAt: moment(),
  },
  (t) => [
    index().on(t.createdAt, t.id),
    // Which requests wait or are at work; the newest of a run.
    index().on(t.status, t.id),
    index().on(t.runId, t.id),
  ],
);
