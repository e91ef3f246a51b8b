import { StrataError } from '@strata/domain';
import { and, eq, max, ne } from 'drizzle-orm';
import { model, modelVersion } from '../schema/index.ts';
import { onlyRow, type Transaction } from './batches.ts';
import type { DescribedModel } from './run-descriptor.ts';

/**
 * Finds or creates the model and the version; returns the version's id.
 * @throws StrataError STORE_CONFLICT when the label names other content or the sequence is taken
 */
export async function findOrCreateVersion(tx: Transaction, described: DescribedModel): Promise<number> {
  await tx.insert(model).values({ name: described.name }).onConflictDoNothing();
  // The row lock makes "one after the last" safe against another process doing the same.
  const { id: modelId } = onlyRow(
    await tx.select({ id: model.id }).from(model).where(eq(model.name, described.name)).for('update'),
  );
  const [existing] = await tx
    .select()
    .from(modelVersion)
    .where(and(eq(modelVersion.modelId, modelId), eq(modelVersion.label, described.versionLabel)));
  if (existing && existing.contentSha256 !== described.contentSha256)
    throw otherContent(described, existing.contentSha256);
  const sequence = described.sequence ?? existing?.sequence ?? (await nextSequence(tx, modelId));
  await requireFreeSequence(tx, { modelId, sequence, described });
  if (existing) {
    await tx
      .update(modelVersion)
      .set({
        sequence,
        accuracy: described.accuracy ?? existing.accuracy,
        isBaseline: described.isBaseline || existing.isBaseline,
        trainingRun: described.trainingRun ?? keptTrainingRun(described, existing),
      })
      .where(eq(modelVersion.id, existing.id));
    return existing.id;
  }
  const { versionLabel: label, source, contentSha256, accuracy, isBaseline } = described;
  const trainingRun = described.trainingRun ?? defaultTrainingRun(described);
  const created = await tx
    .insert(modelVersion)
    .values({ modelId, sequence, label, source, contentSha256, accuracy, isBaseline, trainingRun })
    .returning({ id: modelVersion.id });
  return onlyRow(created).id;
}

/**
 * An untrained network drawn for a comparison shares no units with the one that was trained, so that it is a run of its own
 * unless it is said to be where that training began.
 */
function defaultTrainingRun({ name, versionLabel, isBaseline }: DescribedModel): string {
  return isBaseline ? `${versionLabel} (untrained)` : name;
}

/** A version that becomes a baseline leaves the run that it was in by default; what was said of it stays. */
function keptTrainingRun(
  described: DescribedModel,
  { trainingRun, isBaseline }: Pick<typeof modelVersion.$inferSelect, 'trainingRun' | 'isBaseline'>,
): string | null {
  const byDefault = trainingRun === null || trainingRun === described.name;
  const becomesBaseline = described.isBaseline && !isBaseline;
  return becomesBaseline && byDefault ? defaultTrainingRun(described) : trainingRun;
}

async function nextSequence(tx: Transaction, modelId: number): Promise<number> {
  const [last] = await tx
    .select({ value: max(modelVersion.sequence) })
    .from(modelVersion)
    .where(eq(modelVersion.modelId, modelId));
  return (last?.value ?? 0) + 1;
}

async function requireFreeSequence(
  tx: Transaction,
  { modelId, sequence, described }: { modelId: number; sequence: number; described: DescribedModel },
): Promise<void> {
  const [taken] = await tx
    .select({ label: modelVersion.label })
    .from(modelVersion)
    .where(
      and(
        eq(modelVersion.modelId, modelId),
        eq(modelVersion.sequence, sequence),
        ne(modelVersion.label, described.versionLabel),
      ),
    );
  if (taken)
    throw new StrataError(
      'STORE_CONFLICT',
      `Expected a free place for version "${described.versionLabel}" of model "${described.name}", but sequence ${sequence} belongs to version "${taken.label}". Choose another sequence, or leave it out to append.`,
      { context: { model: described.name, version: described.versionLabel, sequence } },
    );
}

function otherContent(described: DescribedModel, stored: string): StrataError {
  return new StrataError(
    'STORE_CONFLICT',
    `Version "${described.versionLabel}" of model "${described.name}" is stored with other content: expected sha256 ${stored}, came ${described.contentSha256}. Use a new version label for the changed file, or run with the original file.`,
    { context: { model: described.name, version: described.versionLabel, stored, came: described.contentSha256 } },
  );
}
