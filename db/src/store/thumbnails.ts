import { and, eq, inArray, isNull } from 'drizzle-orm';
import { cluster, clusterSample, run, sample } from '../schema/index.ts';
import type { Store } from './open-store.ts';
import { orStoreError } from './store-failure.ts';

/**
 * Samples that are to be shown and have no thumbnail yet, in the dataset's order.
 * @param of a run, whose ranges show them; the samples themselves; or all of a run's dataset
 */
export function samplesWithoutThumbnail(
  store: Store,
  of: number | { readonly sampleIds: readonly number[] } | { readonly allOf: number },
): Promise<{ id: number; sampleIndex: number; key: string }[]> {
  const shown =
    typeof of === 'number'
      ? samplesOfRun(store, of)
      : 'allOf' in of
        ? samplesOfDataset(store, of.allOf)
        : [...of.sampleIds];
  return orStoreError('Reading the samples without thumbnail', async () =>
    store.db
      .select({ id: sample.id, sampleIndex: sample.sampleIndex, key: sample.key })
      .from(sample)
      .where(and(isNull(sample.thumbnail), inArray(sample.id, shown)))
      .orderBy(sample.sampleIndex),
  );
}

function samplesOfRun({ db }: Store, runId: number) {
  return db
    .select({ id: clusterSample.sampleId })
    .from(clusterSample)
    .innerJoin(cluster, eq(cluster.id, clusterSample.clusterId))
    .where(eq(cluster.runId, runId));
}

function samplesOfDataset({ db }: Store, runId: number) {
  return db
    .select({ id: sample.id })
    .from(sample)
    .innerJoin(run, eq(run.probeDatasetId, sample.probeDatasetId))
    .where(eq(run.id, runId));
}

export interface Thumbnail {
  readonly sampleId: number;
  /** Size of the original image in pixels. */
  readonly imageWidth: number;
  readonly imageHeight: number;
  /** WebP of at most 256 pixels a side. */
  readonly webp: Uint8Array;
}

/** Stores a sample's thumbnail, in place of an earlier one. */
export async function writeThumbnail(store: Store, thumbnail: Thumbnail): Promise<void> {
  const { sampleId, imageWidth, imageHeight, webp } = thumbnail;
  await orStoreError(`Writing the thumbnail of sample ${sampleId}`, () =>
    store.db.update(sample).set({ imageWidth, imageHeight, thumbnail: webp }).where(eq(sample.id, sampleId)),
  );
}
