import { and, asc, eq } from 'drizzle-orm';
import { cluster } from '../schema/cluster.ts';
import { clusterSample } from '../schema/cluster-sample.ts';
import { explanation } from '../schema/explanation.ts';
import { formula } from '../schema/formula.ts';
import { probeDataset } from '../schema/probe-dataset.ts';
import { run } from '../schema/run.ts';
import { sample } from '../schema/sample.ts';
import { sampleConcept } from '../schema/sample-concept.ts';
import { unit } from '../schema/unit.ts';
import type { Store } from './open-store.ts';

/** A sample's WebP thumbnail, if it has one. */
export async function readThumbnail({ db }: Pick<Store, 'db'>, sampleId: number): Promise<Uint8Array | undefined> {
  const rows = await db.select({ thumbnail: sample.thumbnail }).from(sample).where(eq(sample.id, sampleId));
  return rows[0]?.thumbnail ?? undefined;
}

/** Both masks of a range's sample: packed bits, most significant first, raw deflate, with their size in pixels. */
export async function readMasks({ db }: Pick<Store, 'db'>, { clusterId, rank }: { clusterId: number; rank: number }) {
  const rows = await db
    .select({
      bitmap: clusterSample.bitmap,
      formulaMask: clusterSample.formulaMask,
      height: probeDataset.maskHeight,
      width: probeDataset.maskWidth,
    })
    .from(clusterSample)
    .innerJoin(sample, eq(sample.id, clusterSample.sampleId))
    .innerJoin(probeDataset, eq(probeDataset.id, sample.probeDatasetId))
    .where(and(eq(clusterSample.clusterId, clusterId), eq(clusterSample.rank, rank)));
  return rows[0];
}

/** All images of a range, by rank: their pictures where they have one, and both masks as above. */
export async function readSheet({ db }: Store, clusterId: number) {
  return db
    .select({
      thumbnail: sample.thumbnail,
      bitmap: clusterSample.bitmap,
      formulaMask: clusterSample.formulaMask,
      height: probeDataset.maskHeight,
      width: probeDataset.maskWidth,
    })
    .from(clusterSample)
    .innerJoin(sample, eq(sample.id, clusterSample.sampleId))
    .innerJoin(probeDataset, eq(probeDataset.id, sample.probeDatasetId))
    .where(eq(clusterSample.clusterId, clusterId))
    .orderBy(asc(clusterSample.rank));
}

/** What it takes to draw a range on a sample that is not stored with it; undefined where they are of different datasets. */
export async function readDrawnRange({ db }: Store, { clusterId, sampleId }: { clusterId: number; sampleId: number }) {
  const rows = await db
    .select({
      runId: run.id,
      configHash: run.configHash,
      unitsDone: run.unitsDone,
      unit: unit.unitIndex,
      clusterIndex: cluster.clusterIndex,
      formula: formula.text,
      sampleIndex: sample.sampleIndex,
    })
    .from(cluster)
    .innerJoin(run, eq(run.id, cluster.runId))
    .innerJoin(unit, eq(unit.id, cluster.unitId))
    .innerJoin(sample, and(eq(sample.id, sampleId), eq(sample.probeDatasetId, run.probeDatasetId)))
    .leftJoin(explanation, eq(explanation.clusterId, cluster.id))
    .leftJoin(formula, eq(formula.id, explanation.formulaId))
    .where(eq(cluster.id, clusterId));
  return rows[0];
}

/** Where a concept lies on a sample: packed bits as above, with the mask's size in pixels. */
export async function readConceptMask(
  { db }: Pick<Store, 'db'>,
  { sampleId, conceptId }: { sampleId: number; conceptId: number },
): Promise<{ mask: Uint8Array; height: number; width: number } | undefined> {
  const rows = await db
    .select({ mask: sampleConcept.mask, height: probeDataset.maskHeight, width: probeDataset.maskWidth })
    .from(sampleConcept)
    .innerJoin(sample, eq(sample.id, sampleConcept.sampleId))
    .innerJoin(probeDataset, eq(probeDataset.id, sample.probeDatasetId))
    .where(and(eq(sampleConcept.sampleId, sampleId), eq(sampleConcept.conceptId, conceptId)));
  return rows[0];
}
