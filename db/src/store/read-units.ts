import { and, asc, eq, gte, inArray, lte, type SQL, sql } from 'drizzle-orm';
import { cluster } from '../schema/cluster.ts';
import { clusterSample } from '../schema/cluster-sample.ts';
import { explanation } from '../schema/explanation.ts';
import { formula } from '../schema/formula.ts';
import { sample } from '../schema/sample.ts';
import { unit } from '../schema/unit.ts';
import { unitRun } from '../schema/unit-run.ts';
import { type KeysetPage, keysetOf } from './keyset.ts';
import type { Store } from './open-store.ts';

export type UnitRow = typeof unit.$inferSelect;
export type ClusterRow = typeof cluster.$inferSelect;
export type ExplanationRow = typeof explanation.$inferSelect;
export type FormulaRow = typeof formula.$inferSelect;

export interface ExplanationFilter {
  readonly clusterIndex?: number | undefined;
  readonly iouAtLeast?: number | undefined;
  readonly iouAtMost?: number | undefined;
  /** Structural key of a formula. */
  readonly formulaKey?: string | undefined;
  readonly concept?: { readonly name?: string | undefined; readonly negated?: boolean | undefined } | undefined;
}

/** The layer's newest completed run, else its newest. */
const shownRun = (layerId: SQL) => sql`(select r.id from run r where r.layer_id = ${layerId}
  order by (r.status = 'COMPLETED') desc, r.id desc limit 1)`;
const shownRunOfUnit = (unitId: SQL) => shownRun(sql`(select u.layer_id from unit u where u.id = ${unitId})`);

/** A layer's units by index. */
export function pageUnits(
  { db }: Store,
  page: KeysetPage,
  { layerId, unitIndex }: { layerId: number /** default all */; unitIndex?: number | undefined },
): Promise<UnitRow[]> {
  const { where, orderBy } = keysetOf(page, { key: unit.unitIndex, id: unit.id });
  const only = unitIndex === undefined ? undefined : eq(unit.unitIndex, unitIndex);
  return db
    .select()
    .from(unit)
    .where(and(eq(unit.layerId, layerId), only, where))
    .orderBy(...orderBy)
    .limit(page.limit);
}

/** The explanations of a layer's shown run, best first. */
export function pageExplanations(
  { db }: Store,
  page: KeysetPage,
  { layerId, filter }: { layerId: number; filter: ExplanationFilter },
): Promise<ExplanationRow[]> {
  const { where, orderBy } = keysetOf(page, { key: explanation.iou, id: explanation.id, descending: true });
  const { clusterIndex, iouAtLeast, iouAtMost, formulaKey, concept } = filter;
  const conditions = [
    eq(explanation.runId, shownRun(sql`${layerId}`)),
    clusterIndex === undefined ? undefined : eq(explanation.clusterIndex, clusterIndex),
    iouAtLeast === undefined ? undefined : gte(explanation.iou, iouAtLeast),
    iouAtMost === undefined ? undefined : lte(explanation.iou, iouAtMost),
    formulaKey === undefined
      ? undefined
      : inArray(explanation.formulaId, db.select({ id: formula.id }).from(formula).where(eq(formula.key, formulaKey))),
    concept &&
      sql`exists (select 1 from formula_concept fc join concept k on k.id = fc.concept_id
        where fc.formula_id = ${explanation.formulaId}
        and (${concept.name ?? null}::text is null or k.name = ${concept.name ?? null})
        and (${concept.negated ?? null}::boolean is null or fc.negated = ${concept.negated ?? null}))`,
  ];
  return db
    .select()
    .from(explanation)
    .where(and(...conditions, where))
    .orderBy(...orderBy)
    .limit(page.limit);
}

/** Rows by id, in any order. */
export const readUnits = ({ db }: Store, ids: readonly number[]) =>
  db
    .select()
    .from(unit)
    .where(inArray(unit.id, [...ids]));
export const readClusters = ({ db }: Store, ids: readonly number[]) =>
  db
    .select()
    .from(cluster)
    .where(inArray(cluster.id, [...ids]));
export const readFormulas = ({ db }: Store, ids: readonly number[]) =>
  db
    .select()
    .from(formula)
    .where(inArray(formula.id, [...ids]));

/** The unit beside this one in its layer: `step` -1 or 1. */
export async function findNeighbour({ db }: Store, of: UnitRow, step: -1 | 1): Promise<UnitRow | undefined> {
  const beside = and(eq(unit.layerId, of.layerId), eq(unit.unitIndex, of.unitIndex + step));
  return (await db.select().from(unit).where(beside))[0];
}

/** How the unit's shown run ended for it. */
export async function findUnitRun({ db }: Store, unitId: number): Promise<typeof unitRun.$inferSelect | undefined> {
  const shown = and(eq(unitRun.unitId, unitId), eq(unitRun.runId, shownRunOfUnit(sql`${unitId}`)));
  return (await db.select().from(unitRun).where(shown))[0];
}

/** A unit's ranges in its shown run, ascending. */
export function readUnitClusters({ db }: Store, unitId: number): Promise<ClusterRow[]> {
  const shown = and(eq(cluster.unitId, unitId), eq(cluster.runId, shownRunOfUnit(sql`${unitId}`)));
  return db.select().from(cluster).where(shown).orderBy(asc(cluster.clusterIndex));
}

/** A range's explanation, if it has one. */
export async function findExplanation({ db }: Store, clusterId: number): Promise<ExplanationRow | undefined> {
  return (await db.select().from(explanation).where(eq(explanation.clusterId, clusterId)))[0];
}

/** A range's samples by rank, without masks and thumbnails. */
export function readClusterSamples({ db }: Store, clusterId: number) {
  return db
    .select({
      clusterId: clusterSample.clusterId,
      rank: clusterSample.rank,
      sampleId: sample.id,
      key: sample.key,
      hasImage: sql<boolean>`${sample.thumbnail} is not null`,
    })
    .from(clusterSample)
    .innerJoin(sample, eq(sample.id, clusterSample.sampleId))
    .where(eq(clusterSample.clusterId, clusterId))
    .orderBy(asc(clusterSample.rank));
}
