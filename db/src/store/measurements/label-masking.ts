import { and, eq, isNotNull, sql } from 'drizzle-orm';
import { explanation, run } from '../../schema/index.ts';
import { inBatches, onlyRow } from '../batches.ts';
import type { Store } from '../open-store.ts';
import { orStoreError } from '../store-failure.ts';

/** What label masking depends on besides the run. */
export interface LabelMaskingSettings {
  readonly seed: number;
  /** Samples for each explanation at the most; null = all that count. */
  readonly samplesMax: number | null;
}

export interface MaskingScoreRecord {
  readonly unit: number;
  readonly clusterIndex: number;
  /** Null when no sample counts. */
  readonly labelMasking: number | null;
  /** The map's length afterwards by its length before; null when no sample counts. */
  readonly strength: number | null;
  /** Under the formula's mask of another image; null when no other image has it, or no sample counts. */
  readonly floor: number | null;
  readonly samples: number;
}

/**
 * Prepares a run for label masking with these settings: what was measured with others is taken back. Returns what is
 * there already, by unit and clusterIndex.
 * @throws StoreError when the database fails
 */
export function beginLabelMasking(
  store: Store,
  { runId, seed, samplesMax }: LabelMaskingSettings & { readonly runId: number },
): Promise<{ unit: number; clusterIndex: number }[]> {
  return orStoreError(`Preparing the label masking of run ${runId}`, () =>
    store.db.transaction(async (tx) => {
      const { labelMaskingSeed, labelMaskingLimit } = run;
      const known = await tx
        .select({ seed: labelMaskingSeed, limit: labelMaskingLimit })
        .from(run)
        .where(eq(run.id, runId))
        .for('no key update');
      const { seed: storedSeed, limit } = onlyRow(known);
      if (storedSeed !== seed || limit !== samplesMax) {
        await tx.update(explanation).set(NOT_MEASURED).where(measuredIn(runId));
        await tx.update(run).set({ labelMaskingSeed: seed, labelMaskingLimit: samplesMax }).where(eq(run.id, runId));
      }
      // Without its floor it was measured by an older rule.
      await tx
        .update(explanation)
        .set(NOT_MEASURED)
        .where(and(measuredIn(runId), eq(explanation.labelMaskingControlled, false)));
      return tx
        .select({ unit: explanation.unitIndex, clusterIndex: explanation.clusterIndex })
        .from(explanation)
        .where(measuredIn(runId));
    }),
  );
}

const NOT_MEASURED = {
  labelMasking: null,
  labelMaskingSamples: null,
  labelMaskingStrength: null,
  labelMaskingFloor: null,
  labelMaskingControlled: false,
} as const;

const measuredIn = (runId: number) => and(eq(explanation.runId, runId), isNotNull(explanation.labelMaskingSamples));

/** Stores scores, all or none; repeating it changes nothing. @throws StoreError */
export async function writeMaskingScores(
  store: Store,
  { runId, scores }: { readonly runId: number; readonly scores: readonly MaskingScoreRecord[] },
): Promise<void> {
  await orStoreError(`Writing the label masking of run ${runId}`, () =>
    store.db.transaction(async (tx) => {
      for (const batch of inBatches(scores)) {
        const units = sql.param(batch.map(({ unit }) => unit));
        const indexes = sql.param(batch.map(({ clusterIndex }) => clusterIndex));
        const values = sql.param(batch.map(({ labelMasking }) => labelMasking));
        const strengths = sql.param(batch.map(({ strength }) => strength));
        const floors = sql.param(batch.map(({ floor }) => floor));
        const samples = sql.param(batch.map((score) => score.samples));
        await tx.execute(sql`
          update explanation e set label_masking = s.score, label_masking_samples = s.samples,
            label_masking_strength = s.strength, label_masking_floor = s.floor, label_masking_controlled = true
          from unnest(${units}::int[], ${indexes}::int[], ${values}::float8[], ${strengths}::float8[], ${floors}::float8[],
              ${samples}::int[])
            as s (unit_index, cluster_index, score, strength, floor, samples)
          where e.run_id = ${runId} and e.unit_index = s.unit_index and e.cluster_index = s.cluster_index`);
      }
    }),
  );
}
