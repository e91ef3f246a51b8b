import { and, eq, inArray, notExists } from 'drizzle-orm';
import { cluster, clusterSample, concept, sample, sampleConcept } from '../schema/index.ts';
import { inBatches } from './batches.ts';
import type { Store } from './open-store.ts';
import { orStoreError } from './store-failure.ts';

/** Samples that a run's ranges show and that have no concept masks yet, in the dataset's order. */
export function samplesWithoutConceptMasks(
  store: Store,
  runId: number,
): Promise<{ id: number; sampleIndex: number; probeDatasetId: number }[]> {
  const { db } = store;
  const shown = db
    .select({ id: clusterSample.sampleId })
    .from(clusterSample)
    .innerJoin(cluster, eq(cluster.id, clusterSample.clusterId))
    .where(eq(cluster.runId, runId));
  const stored = db
    .select({ id: sampleConcept.sampleId })
    .from(sampleConcept)
    .where(eq(sampleConcept.sampleId, sample.id));
  return orStoreError('Reading the samples without concept masks', async () =>
    db
      .select({ id: sample.id, sampleIndex: sample.sampleIndex, probeDatasetId: sample.probeDatasetId })
      .from(sample)
      .where(and(notExists(stored), inArray(sample.id, shown)))
      .orderBy(sample.sampleIndex),
  );
}

export interface ConceptMask {
  /** The dataset's own number of the concept. */
  readonly conceptIndex: number;
  readonly pixels: number;
  /** Packed bits, row-major, most significant bit first, raw deflate. */
  readonly mask: Uint8Array;
}

/** Stores where each concept lies on a sample, all or nothing; what is stored already stays. */
export async function writeConceptMasks(
  store: Store,
  { sampleId, probeDatasetId, masks }: { sampleId: number; probeDatasetId: number; masks: readonly ConceptMask[] },
): Promise<void> {
  await orStoreError(`Writing the concept masks of sample ${sampleId}`, () =>
    store.db.transaction(async (transaction) => {
      const indices = masks.map(({ conceptIndex }) => conceptIndex);
      const known = await transaction
        .select({ id: concept.id, conceptIndex: concept.conceptIndex })
        .from(concept)
        .where(and(eq(concept.probeDatasetId, probeDatasetId), inArray(concept.conceptIndex, indices)));
      const ids = new Map(known.map(({ id, conceptIndex }) => [conceptIndex, id]));
      const rows = masks.flatMap(({ conceptIndex, pixels, mask }) => {
        const conceptId = ids.get(conceptIndex);
        return conceptId === undefined ? [] : [{ sampleId, conceptId, pixels, mask }];
      });
      for (const batch of inBatches(rows)) await transaction.insert(sampleConcept).values(batch).onConflictDoNothing();
    }),
  );
}
