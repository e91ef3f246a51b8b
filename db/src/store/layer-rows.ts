import { StrataError } from '@strata/domain';
import { and, eq } from 'drizzle-orm';
import { layer, unit } from '../schema/index.ts';
import { inBatches, onlyRow, type Transaction } from './batches.ts';
import type { DescribedLayer } from './run-descriptor.ts';

export interface LayerRows {
  readonly layerId: number;
  /** Row ids by unit index. */
  readonly unitIds: ReadonlyMap<number, number>;
}

/**
 * Finds or creates the layer and all its units.
 * @throws StrataError STORE_CONFLICT when the stored layer has another shape
 */
export async function findOrCreateLayer(
  tx: Transaction,
  { modelVersionId, described }: { modelVersionId: number; described: DescribedLayer },
): Promise<LayerRows> {
  const { name, op, unitCount, height, width } = described;
  await tx.insert(layer).values({ modelVersionId, name, op, unitCount, height, width }).onConflictDoNothing();
  const stored = onlyRow(
    await tx
      .select()
      .from(layer)
      .where(and(eq(layer.modelVersionId, modelVersionId), eq(layer.name, name))),
  );
  if (stored.unitCount !== unitCount || stored.height !== height || stored.width !== width)
    throw new StrataError(
      'STORE_CONFLICT',
      `Layer "${name}" is stored as ${stored.unitCount} x ${stored.height} x ${stored.width} (units, height, width), came ${unitCount} x ${height} x ${width}. Use a new version label, or the preprocessing of the earlier run.`,
      { context: { layer: name } },
    );
  const layerId = stored.id;
  const indexes = Array.from({ length: unitCount }, (_, unitIndex) => ({ layerId, unitIndex }));
  for (const batch of inBatches(indexes)) await tx.insert(unit).values(batch).onConflictDoNothing();
  const rows = await tx.select({ index: unit.unitIndex, id: unit.id }).from(unit).where(eq(unit.layerId, layerId));
  return { layerId, unitIds: new Map(rows.map((row) => [row.index, row.id])) };
}
