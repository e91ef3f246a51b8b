import { asc, desc, eq, inArray } from 'drizzle-orm';
import { collection, collectionPair, collectionSample, sample } from '../../schema/index.ts';
import { type SampleRow, sampleColumns } from '../lists/sample-columns.ts';
import type { Store } from '../open-store.ts';

export type CollectionRow = typeof collection.$inferSelect;
export type CollectionPairRow = typeof collectionPair.$inferSelect;
export type CollectionSampleRow = typeof collectionSample.$inferSelect & { readonly sample: SampleRow };

/** What to collect for these versions, on each dataset, the newest dataset first. */
export function readCollections({ db }: Store, modelVersionIds: readonly number[]): Promise<CollectionRow[]> {
  return db
    .select()
    .from(collection)
    .where(inArray(collection.modelVersionId, [...modelVersionIds]))
    .orderBy(desc(collection.probeDatasetId), asc(collection.id));
}

/** The pairs of these answers, what to collect first, first. */
export function readCollectionPairs({ db }: Store, collectionIds: readonly number[]): Promise<CollectionPairRow[]> {
  return db
    .select()
    .from(collectionPair)
    .where(inArray(collectionPair.collectionId, [...collectionIds]))
    .orderBy(asc(collectionPair.position));
}

/** The images shown of all pairs of these answers, each pair's by rank. */
export async function readCollectionSamples(
  { db }: Store,
  collectionIds: readonly number[],
): Promise<CollectionSampleRow[]> {
  const rows = await db
    .select({ shown: collectionSample, sample: sampleColumns })
    .from(collectionSample)
    .innerJoin(sample, eq(sample.id, collectionSample.sampleId))
    .where(inArray(collectionSample.collectionId, [...collectionIds]))
    .orderBy(asc(collectionSample.position), asc(collectionSample.rank));
  return rows.map(({ shown, sample: own }) => ({ ...shown, sample: own }));
}
