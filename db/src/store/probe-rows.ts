import { and, eq } from 'drizzle-orm';
import { concept, probeDataset, sample } from '../schema/index.ts';
import { inBatches, onlyRow, type Transaction } from './batches.ts';
import type { DescribedConcept, DescribedProbe } from './run-descriptor.ts';

export interface ProbeRows {
  readonly probeDatasetId: number;
  /** Row ids by the dataset's own concept number and by sample index. */
  readonly conceptIds: ReadonlyMap<number, number>;
  readonly sampleIds: ReadonlyMap<number, number>;
}

interface PartsOf {
  readonly probe: DescribedProbe;
  readonly probeDatasetId: number;
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
  if (!created) await renewConcepts(tx, { probe, probeDatasetId });
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

/** What a concept is called beside its name. */
function aliasColumns({ names = {}, synonyms = [] }: Pick<DescribedConcept, 'names' | 'synonyms'>) {
  return { names, synonyms: [...synonyms], aliases: [...new Set([...Object.values(names), ...synonyms])] };
}

/**
 * Names in other languages are no part of a dataset's content, and rows of earlier versions did not tell how concepts are
 * known: a dataset that is there gets what is said of both now.
 */
async function renewConcepts(tx: Transaction, { probe, probeDatasetId }: PartsOf): Promise<void> {
  const said = probe.concepts.filter(
    ({ names = {}, synonyms = [], grounding = 'MASKS' }) =>
      Object.keys(names).length > 0 || synonyms.length > 0 || grounding !== 'MASKS',
  );
  if (said.length === 0) return;
  const { conceptIndex, names, synonyms, grounding } = concept;
  const rows = await tx
    .select({ conceptIndex, names, synonyms, grounding })
    .from(concept)
    .where(eq(concept.probeDatasetId, probeDatasetId));
  const stored = new Map(rows.map((row) => [row.conceptIndex, row]));
  for (const one of said) {
    const row = stored.get(one.index);
    const isCalled = Object.keys(one.names ?? {}).length > 0 || (one.synonyms ?? []).length > 0;
    const now = {
      ...aliasColumns(isCalled || row === undefined ? one : row),
      grounding: one.grounding ?? 'MASKS',
    };
    if (row !== undefined && tellingOf(row) === tellingOf(now)) continue;
    await tx
      .update(concept)
      .set(now)
      .where(and(eq(concept.probeDatasetId, probeDatasetId), eq(conceptIndex, one.index)));
  }
}

interface Telling {
  readonly names: Readonly<Record<string, string>>;
  readonly synonyms: readonly string[];
  readonly grounding: string;
}

/** Equal where the same is said; Postgres keeps no order of keys. */
function tellingOf({ names, synonyms, grounding }: Telling): string {
  const sorted = Object.entries(names).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([sorted, synonyms, grounding]);
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

async function insertParts(tx: Transaction, { probe, probeDatasetId }: PartsOf): Promise<void> {
  for (const batch of inBatches(probe.concepts))
    await tx.insert(concept).values(
      batch.map(({ index, name, category, pixelCount, grounding, ...called }) => ({
        probeDatasetId,
        conceptIndex: index,
        name,
        category,
        grounding: grounding ?? 'MASKS',
        ...aliasColumns(called),
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
