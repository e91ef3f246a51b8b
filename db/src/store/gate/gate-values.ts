import { type SQL, sql } from 'drizzle-orm';
import type { Store } from '../open-store.ts';
import { METRIC_SQL, type Metric } from '../rollups/metric-columns.ts';

/** What a gate measures of the explanations of a range: a stored metric, or how many are of a kind. */
export type GateMeasure = Metric | 'CLEAR_SHARE' | 'SPECIALIZED_SHARE' | 'SPECIFICATIONS_HELD';

/** One neuron's part in a range's number, which is the sum of the parts over the sum of what they are parts of. */
export interface UnitPart {
  readonly unit: number;
  readonly part: number;
  readonly of: number;
}

export interface GateRange {
  readonly runId: number;
  readonly clusterIndex: number;
  readonly measure: GateMeasure;
}

/** The parts of all neurons that have a value, by neuron. */
export async function readUnitParts({ db }: Store, { runId, clusterIndex, measure }: GateRange): Promise<UnitPart[]> {
  const [part, whole] = PARTS[measure] ?? [sql.raw(METRIC_SQL[measure as Metric]), sql`1`];
  const { rows } = await db.execute<UnitPart & Record<string, unknown>>(sql`
    select unit_index as unit, (${part})::float8 as part, (${whole})::float8 as of from explanation
    where run_id = ${runId} and cluster_index = ${clusterIndex} and (${part}) is not null and (${whole}) is not null
    order by unit_index`);
  return rows;
}

/** What is not a mean of a column. */
const PARTS: Partial<Record<GateMeasure, readonly [part: SQL, of: SQL]>> = {
  CLEAR_SHARE: [sql`case when grade is not null then (grade = 'CLEAR')::int end`, sql`1`],
  SPECIALIZED_SHARE: [sql`case when specialization is not null then (specialization = 'SPECIALIZED')::int end`, sql`1`],
  SPECIFICATIONS_HELD: [sql`specifications_held`, sql`specifications_total`],
  TIMES_SHUFFLED: [sql.raw(METRIC_SQL.HELD_OUT_IOU), sql.raw(METRIC_SQL.SHUFFLED_IOU)],
};

/** How many explanations of a range contain a concept, not negated, and are good enough. */
export interface ConceptKnown {
  readonly units: number;
  /** Explanations of the range that are graded; 0: what is known can't be told. */
  readonly graded: number;
  /** The concept is in the run's dataset. */
  readonly exists: boolean;
}

export interface ConceptAsked {
  readonly runId: number;
  readonly clusterIndex: number;
  readonly concept: string;
  /** Grades that count. */
  readonly grades: readonly string[];
  readonly timesShuffledMin: number | null;
}

export async function readConceptKnown({ db }: Store, asked: ConceptAsked): Promise<ConceptKnown> {
  const { runId, clusterIndex, concept, grades, timesShuffledMin } = asked;
  const { rows } = await db.execute<ConceptKnown & Record<string, unknown>>(sql`
    with c as (select c.id from concept c join run r on r.probe_dataset_id = c.probe_dataset_id
      where r.id = ${runId} and c.name = ${concept})
    select (select count(*)::int from explanation e where e.run_id = ${runId} and e.cluster_index = ${clusterIndex}
        and e.grade = any(${sql.param([...grades])}::text[])
        and (${timesShuffledMin}::float8 is null or e.times_shuffled >= ${timesShuffledMin})
        and exists (select from formula_concept f join c on c.id = f.concept_id
          where f.formula_id = e.formula_id and not f.negated)) as units,
      (select count(*)::int from explanation e where e.run_id = ${runId} and e.cluster_index = ${clusterIndex}
        and e.grade is not null) as graded,
      exists (select from c) as exists`);
  return rows[0] ?? { units: 0, graded: 0, exists: false };
}

/** Of the ranges of a number that were compared between two runs: how many have another meaning. */
export async function readMeaningChanged(
  { db }: Store,
  {
    runId,
    fromRunId,
    clusterIndex,
  }: { readonly runId: number; readonly fromRunId: number; readonly clusterIndex: number },
): Promise<{ readonly changed: number; readonly known: number; readonly notComputed: number }> {
  const { rows } = await db.execute<{ changed: number; known: number; notComputed: number }>(sql`
    select count(*) filter (where c.change in ('SHIFTED', 'NEW_MEANING'))::int as changed,
      count(c.change)::int as known, count(*) filter (where c.run_id is null)::int as "notComputed"
    from explanation e left join range_change c on c.run_id = e.run_id and c.from_run_id = ${fromRunId}
      and c.unit_id = e.unit_id and c.cluster_index = e.cluster_index
    where e.run_id = ${runId} and e.cluster_index = ${clusterIndex}`);
  return rows[0] ?? { changed: 0, known: 0, notComputed: 0 };
}
