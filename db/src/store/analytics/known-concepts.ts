import { type SQL, sql } from 'drizzle-orm';
import type { RunPair } from '../compare/compared-layers.ts';
import { type ComparedUnits, sharedConceptPoints } from '../compare/compared-units.ts';
import { knownConceptWhere } from '../filters/compile-analytics-where.ts';
import type { KnownConceptWhere } from '../filters/filter-types.ts';
import type { List } from '../lists/list.ts';
import type { Store } from '../open-store.ts';

/** How explanations use a concept. */
export interface ConceptKnowledge {
  /** Ranges whose formula uses it, not under NOT. */
  readonly positive: number;
  /** Ranges whose formula has it under NOT. */
  readonly negated: number;
  /** Of the positive ones; null when there is none. */
  readonly bestIou: number | null;
  readonly meanIou: number | null;
}

/** What some runs know of a concept. */
export interface KnownConceptRow extends ConceptKnowledge {
  /** The concept's. */
  readonly id: number;
  readonly name: string;
  readonly bestExplanationId: number | null;
  /** The runs that were looked at. */
  readonly runIds: readonly number[];
}

export interface ConceptRangeRow extends ConceptKnowledge {
  readonly conceptId: number;
  readonly clusterIndex: number;
}

/** The completed run that is shown of each layer of a version, or of one layer. */
export async function readCompletedRuns(
  { db }: Store,
  { modelVersionId, layer = null }: { modelVersionId: number; layer?: string | null | undefined },
): Promise<number[]> {
  const { rows } = await db.execute<{ id: number }>(sql`
    select r.id::float8 as id from layer l join run r on r.id = l.current_run_id
    where l.model_version_id = ${modelVersionId} and r.status = 'COMPLETED' and (${layer}::text is null or l.name = ${layer})
    order by l.name`);
  return rows.map(({ id }) => id);
}

const POSITIVE = sql`filter (where not p.negated)`;
const KNOWLEDGE = sql`coalesce(sum(p.n) ${POSITIVE}, 0)::int as positive, coalesce(sum(p.n) filter (where p.negated), 0)::int as negated,
  max(p.best_iou) ${POSITIVE} as best_iou, sum(p.iou_sum) ${POSITIVE} / sum(p.n) ${POSITIVE} as mean_iou`;

function pointsOf(runIds: readonly number[]): SQL {
  return sql`concept_point p where p.run_id = any(${sql.param([...runIds])}::bigint[])`;
}

const value = <T>(name: string) => sql<T>`known.${sql.identifier(name)}`.as(name);

/** The concepts that these runs use as a list. */
export function knownConcepts(runIds: readonly number[]): List<KnownConceptRow, KnownConceptWhere> {
  const table = sql`(
    select k.id, k.name, k.category, counted.positive, counted.negated, counted.best_iou, counted.mean_iou, counted.best_id
    from (select p.concept_id, ${KNOWLEDGE},
        (array_agg(p.best_explanation_id order by p.best_iou desc, p.best_explanation_id) ${POSITIVE})[1] as best_id
      from ${pointsOf(runIds)} group by p.concept_id) counted
    join concept k on k.id = counted.concept_id
  ) known`;
  return {
    name: 'knownConcepts',
    table,
    columns: {
      id: sql<number>`known.id::float8`.as('id'),
      name: value<string>('name'),
      positive: value<number>('positive'),
      negated: value<number>('negated'),
      bestIou: value<number | null>('best_iou'),
      meanIou: value<number | null>('mean_iou'),
      bestExplanationId: sql<number | null>`known.best_id::float8`.as('best_id'),
      runIds: sql<number[]>`${sql.param([...runIds])}::float8[]`.as('run_ids'),
    },
    id: sql`known.id`,
    orders: {
      POSITIVE: { column: sql`known.positive`, sortValue: ({ positive }) => positive, kind: 'number' },
      NEGATED: { column: sql`known.negated`, sortValue: ({ negated }) => negated, kind: 'number' },
      BEST_IOU: { column: sql`known.best_iou`, nullable: true, sortValue: ({ bestIou }) => bestIou, kind: 'number' },
      MEAN_IOU: { column: sql`known.mean_iou`, nullable: true, sortValue: ({ meanIou }) => meanIou, kind: 'number' },
      NAME: { column: sql`known.name`, sortValue: ({ name }) => name, kind: 'string' },
    },
    defaultOrder: { field: 'POSITIVE', direction: 'DESC' },
    where: (where) => knownConceptWhere(where),
  };
}

/** What these runs know of these concepts, range by range, ascending. */
export async function readConceptRanges(
  { db }: Store,
  { runIds, conceptIds }: { runIds: readonly number[]; conceptIds: readonly number[] },
): Promise<ConceptRangeRow[]> {
  const { rows } = await db.execute(sql`
    select concept_id::float8 as "conceptId", cluster_index as "clusterIndex", positive, negated,
      best_iou as "bestIou", mean_iou as "meanIou"
    from (select p.concept_id, p.cluster_index, ${KNOWLEDGE}
      from ${pointsOf(runIds)} and p.concept_id = any(${sql.param([...conceptIds])}::bigint[])
      group by p.concept_id, p.cluster_index) counted
    order by concept_id, cluster_index`);
  return rows as unknown as ConceptRangeRow[];
}

/** The best IoU at which these runs use a concept positively. */
export interface ConceptBest {
  readonly conceptId: number;
  readonly positive: number;
  readonly bestIou: number;
  readonly bestExplanationId: number;
}

export interface KnownOnlyQuery {
  readonly pairs: readonly RunPair[];
  /** Of these pairs, in their order. */
  readonly units: readonly ComparedUnits[] | null;
  /** The side that knows. */
  readonly by: 'before' | 'after';
  readonly minIou: number;
}

/**
 * Concepts that one side of these pairs of runs knows and the other does not: some range uses it positively with at least
 * this IoU. Of units that both runs of a pair have done: what only one has looked at is neither gained nor lost.
 */
export async function readConceptsKnownOnly(
  { db }: Store,
  { pairs, units, by, minIou }: KnownOnlyQuery,
): Promise<ConceptBest[]> {
  const known = (side: 'before' | 'after') => sql`
    select p.concept_id, sum(p.n)::int as positive, max(p.best_iou) as best_iou,
      (array_agg(p.best_explanation_id order by p.best_iou desc, p.best_explanation_id))[1] as best_id
    from ${sharedConceptPoints(pairs, { units, by: side })} group by p.concept_id having max(p.best_iou) >= ${minIou}`;
  const { rows } = await db.execute(sql`
    select concept_id::float8 as "conceptId", positive, best_iou as "bestIou", best_id::float8 as "bestExplanationId"
    from (${known(by)}) known
    where concept_id not in (select concept_id from (${known(by === 'before' ? 'after' : 'before')}) others)
    order by best_iou desc, concept_id`);
  return rows as unknown as ConceptBest[];
}
