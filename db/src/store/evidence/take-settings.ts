import { and, eq, isNotNull } from 'drizzle-orm';
import { explanation, run } from '../../schema/index.ts';
import { onlyRow, type Transaction } from '../batches.ts';
import { NO_EVIDENCE } from './evidence-columns.ts';
import { type EvidenceSettings, evidenceSettingsOf, evidenceSettingsRow } from './evidence-settings.ts';

/**
 * Makes these the settings by which a run's evidence is gathered: what was gathered by others is taken back.
 * @returns whether anything was
 */
export async function takeEvidenceSettings(
  tx: Transaction,
  { runId, settings }: { readonly runId: number; readonly settings: EvidenceSettings },
): Promise<boolean> {
  const known = onlyRow(await tx.select().from(run).where(eq(run.id, runId)).for('no key update'));
  if (same(evidenceSettingsOf(known), settings)) return false;
  const withEvidence = and(eq(explanation.runId, runId), isNotNull(explanation.heldOutP));
  await tx.update(explanation).set(NO_EVIDENCE).where(withEvidence);
  await tx.update(run).set(evidenceSettingsRow(settings)).where(eq(run.id, runId));
  return true;
}

function same(a: EvidenceSettings | null, b: EvidenceSettings): boolean {
  const { folds, shuffles, nullSearches, seed } = b;
  return a?.folds === folds && a.shuffles === shuffles && a.nullSearches === nullSearches && a.seed === seed;
}
