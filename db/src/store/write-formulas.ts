import { StoreError } from '@strata/domain';
import { and, eq, inArray, sql } from 'drizzle-orm';
import { formula, formulaConcept } from '../schema/index.ts';
import type { Transaction } from './batches.ts';
import type { RunRows } from './find-or-create-run.ts';
import { structureOf } from './formula-structure.ts';
import { insertion, insertRows } from './insert-rows.ts';
import type { ExplanationRecord } from './unit-record.ts';

/** Finds or writes the formulas; returns their ids by printed text. */
export async function writeFormulas(
  tx: Transaction,
  { rows, explanations }: { rows: RunRows; explanations: readonly ExplanationRecord[] },
): Promise<ReadonlyMap<string, number>> {
  const byText = new Map(explanations.map((explanation) => [explanation.formula, explanation]));
  if (byText.size === 0) return new Map();
  const { probeDatasetId } = rows;
  // One order for everybody: runs that write the same formulas wait for each other instead of deadlocking.
  const texts = [...byText.keys()].sort();
  const structures = new Map(texts.map((text) => [text, structureOf(text)]));
  const given = texts.map((text) => ({
    probeDatasetId,
    text,
    key: structures.get(text)?.key ?? '',
    truthHash: structures.get(text)?.truthHash ?? null,
    length: byText.get(text)?.length ?? 0,
  }));
  const { rows: created } = await tx.execute<{ id: number; text: string }>(
    sql`${insertion(formula, given)} on conflict do nothing returning id::float8 as id, text`,
  );
  const uses = created.flatMap(({ id, text }) => {
    const concepts = byText.get(text)?.concepts ?? [];
    const literals = structures.get(text)?.literals;
    return concepts.map(({ index, negated }, position) => {
      // A formula that repeats a literal has fewer by level than it has uses: then levels say nothing.
      const literal = literals?.length === concepts.length ? literals[position] : undefined;
      return {
        formulaId: id,
        length: byText.get(text)?.length ?? 0,
        position,
        conceptId: requireId(rows.conceptIds, { index, noun: 'concept' }),
        negated,
        level: literal?.level,
        operator: literal?.operator,
      };
    });
  });
  await insertRows(tx, formulaConcept, uses);
  // A statement of its own sees what another run committed while the insert waited for it.
  const found = await tx
    .select({ id: formula.id, text: formula.text })
    .from(formula)
    .where(and(eq(formula.probeDatasetId, probeDatasetId), inArray(formula.text, texts)));
  return new Map(found.map(({ id, text }) => [text, id]));
}

/** The row id of a numbered thing. @throws StoreError when the run's inputs have no such number */
export function requireId(ids: ReadonlyMap<number, number>, { index, noun }: { index: number; noun: string }): number {
  const id = ids.get(index);
  if (id === undefined)
    throw new StoreError(`Expected a ${noun} of the run's inputs, came ${noun} ${index}, which is not stored.`);
  return id;
}
