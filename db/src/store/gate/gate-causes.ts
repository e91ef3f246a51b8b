import { sql } from 'drizzle-orm';
import type { Store } from '../open-store.ts';
import { orStoreError } from '../store-failure.ts';

/** A range that causes errors, and what it responds to. */
export interface NamedCause {
  readonly layer: string;
  readonly unit: number;
  readonly clusterIndex: number;
  readonly formula: string;
}

export interface CauseAsked {
  readonly errorAnalysisIds: readonly number[];
  readonly concept: string;
}

/**
 * Ranges that cause errors, by these analyses, and whose formula contains a concept, not negated; one that nothing nameable
 * explains (grade NONE) contains none. @throws StoreError when the database fails
 */
export function readNamedCauses({ db }: Store, { errorAnalysisIds, concept }: CauseAsked): Promise<NamedCause[]> {
  return orStoreError(`Reading the causes of errors that contain ${concept}`, async () => {
    const { rows } = await db.execute<NamedCause & Record<string, unknown>>(sql`
      select distinct l.name as layer, u.unit_index as unit, c.cluster_index as "clusterIndex", f.text as formula
      from error_range r join cluster c on c.id = r.cluster_id join unit u on u.id = c.unit_id
        join layer l on l.id = u.layer_id join explanation e on e.cluster_id = c.id join formula f on f.id = e.formula_id
      where r.error_analysis_id = any(${sql.param([...errorAnalysisIds])}::bigint[]) and r.role = 'CAUSE'
        and e.grade is distinct from 'NONE'
        and exists (select from formula_concept t join concept k on k.id = t.concept_id
          where t.formula_id = f.id and not t.negated and k.name = ${concept})
      order by 1, 2, 3`);
    return rows;
  });
}

/** Of these analyses, those on a dataset that has a concept of this name. @throws StoreError when the database fails */
export function readAnalysesWithConcept({ db }: Store, { errorAnalysisIds, concept }: CauseAsked): Promise<number[]> {
  return orStoreError(`Reading which datasets have ${concept}`, async () => {
    const { rows } = await db.execute<{ id: number }>(sql`
      select a.id::float8 as id from error_analysis a join concept k on k.probe_dataset_id = a.probe_dataset_id
      where a.id = any(${sql.param([...errorAnalysisIds])}::bigint[]) and k.name = ${concept} order by 1`);
    return rows.map(({ id }) => id);
  });
}
