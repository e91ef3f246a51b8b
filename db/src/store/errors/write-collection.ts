import { and, eq } from 'drizzle-orm';
import { collection, collectionPair, collectionSample } from '../../schema/index.ts';
import type { Store } from '../open-store.ts';
import { orStoreError } from '../store-failure.ts';

type Collection = Omit<typeof collection.$inferInsert, 'id' | 'createdAt'>;
type Pair = Omit<typeof collectionPair.$inferInsert, 'collectionId' | 'position'>;
type PairSample = Omit<typeof collectionSample.$inferInsert, 'collectionId' | 'position' | 'rank'>;

export interface CollectionRecord extends Collection {
  /** What to collect first, first. */
  readonly pairs: readonly (Pair & { readonly samples: readonly PairSample[] })[];
}

/** Stores what to collect for a version, whole, in place of an earlier answer. @throws StoreError when the database fails */
export async function writeCollection(store: Store, { pairs, ...answer }: CollectionRecord): Promise<void> {
  await orStoreError(`Writing what to collect for version ${answer.modelVersionId}`, () =>
    store.db.transaction(async (tx) => {
      await tx
        .delete(collection)
        .where(
          and(
            eq(collection.modelVersionId, answer.modelVersionId),
            eq(collection.probeDatasetId, answer.probeDatasetId),
          ),
        );
      const [written] = await tx.insert(collection).values(answer).returning({ id: collection.id });
      const collectionId = written?.id as number;
      for (const [at, { samples, ...pair }] of pairs.entries()) {
        const place = { collectionId, position: at + 1 };
        await tx.insert(collectionPair).values({ ...pair, ...place });
        if (samples.length === 0) continue;
        await tx.insert(collectionSample).values(samples.map((sample, rank) => ({ ...sample, ...place, rank })));
      }
    }),
  );
}
