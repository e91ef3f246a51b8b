import { eq } from 'drizzle-orm';
import { concept, probeDataset, sample } from '../schema/index.ts';
import { inBatches, onlyRow, type Transaction } from './batches.ts';
import type { DescribedProbe } from './run-descriptor.ts';

export interface ProbeRows {
  readonly probeDatasetId: number;
  /** Row ids by the dataset's own concept number and by sample index. */
  readonly conceptIds: ReadonlyMap<number, number>;
  readonly sampleIds: ReadonlyMap<number, number>;
}

/** Finds the dataset by its content, or writes it with its concepts and samples. */
export async function findOrCreateProbe(tx: Transaction, probe: DescribedProbe): Promise<ProbeRows> {
  const [created] = await tx
    .insert(probeDataset)
    .values({
      name: probe.name,
      format: probe.format,
      sha256: probe.sha256,
      sampleCount: probe.sampleCount,
      maskHeight: probe.maskShape.height,
      maskWidth: probe.maskShape.width,
      conceptCount: probe.concepts.length,
      cellCount: probe.cellCount,
      groupCount: probe.groupCount ?? null,
      nearDuplicates: probe.nearDuplicates ?? null,
    })
    .onConflictDoNothing()
    .returning({ id: probeDataset.id });
  // A dataset that is there came with all its rows in one transaction.
  if (created) await insertParts(tx, { probe, probeDatasetId: created.id });
  const probeDatasetId = created?.id ?? (await completeProbe(tx, probe));
  const concepts = await tx
    .select({ index: concept.conceptIndex, id: concept.id })
    .from(concept)
    .where(eq(concept.probeDatasetId, probeDatasetId));
  const samples = await tx
    .select({ index: sample.sampleIndex, id: sample.id })
    .from(sample)
    .where(eq(sample.probeDatasetId, probeDatasetId));
  return {
    probeDatasetId,
    conceptIds: new Map(concepts.map((row) => [row.index, row.id])),
    sampleIds: new Map(samples.map((row) => [row.index, row.id])),
  };
}

/** A row of an earlier version, or of a caller that didn't look, gets the number of near-duplicates once it is known. */
async function completeProbe(tx: Transaction, { sha256, nearDuplicates = null }: DescribedProbe): Promise<number> {
  const { id, known } = onlyRow(
    await tx
      .select({ id: probeDataset.id, known: probeDataset.nearDuplicates })
      .from(probeDataset)
      .where(eq(probeDataset.sha256, sha256)),
  );
  if (known === null && nearDuplicates !== null) {
    await tx.update(probeDataset).set({ nearDuplicates }).where(eq(probeDataset.id, id));
  }
  return id;
}

async function insertParts(
  tx: Transaction,
  { probe, probeDatasetId }: { probe: DescribedProbe; probeDatasetId: number },
): Promise<void> {
  for (const batch of inBatches(probe.concepts))
    await tx.insert(concept).values(
      batch.map(({ index, name, category, pixelCount }) => ({
        probeDatasetId,
        conceptIndex: index,
        name,
        category,
        pixelCount,
        pixelShare: probe.totalPixels === 0 ? 0 : pixelCount / probe.totalPixels,
      })),
    );
  for (const batch of inBatches(probe.samples))
    await tx.insert(sample).values(
      batch.map(({ index, key, className, split }) => ({
        probeDatasetId,
        sampleIndex: index,
        key,
        className,
        split,
      })),
    );
}
