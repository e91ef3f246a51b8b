import { type SQL, sql } from 'drizzle-orm';
import { previousRunSql } from '../changes/previous-run.ts';

/** The run before each: what is said of a range follows from there, and from nowhere else. */
const BEFORE = sql`before_run (run_id, previous_id) as materialized (
  select known.id, ${previousRunSql(sql`known.id`)} from run known)`;

/**
 * What is said of explanations now, by each reviewer: of the explanation itself, else of the nearest one before it from which
 * on the range has meant the SAME from version to version. One row for each reviewer of each explanation.
 * @param of a condition on `asked`, rows of `explanation`
 */
export function verdictsSql(of: SQL): SQL {
  return sql`(
    with recursive ${BEFORE},
    chain (of_id, id, run_id, unit_id, unit_index, cluster_index, steps) as (
      select asked.id, asked.id, asked.run_id, asked.unit_id, asked.unit_index, asked.cluster_index, 0
      from explanation asked where ${of}
      union all
      select c.of_id, o.id, o.run_id, o.unit_id, o.unit_index, o.cluster_index, c.steps + 1
      from chain c join before_run b on b.run_id = c.run_id
        join range_change g on g.run_id = c.run_id and g.from_run_id = b.previous_id and g.unit_id = c.unit_id
          and g.cluster_index = c.cluster_index and g.change = 'SAME'
        join explanation o on o.run_id = b.previous_id and o.unit_index = c.unit_index
          and o.cluster_index = g.from_cluster_index)
    select distinct on (c.of_id, v.reviewer) c.of_id, c.run_id, v.reviewer, v.verdict, v.review_id, c.steps
    from chain c join verdict v on v.explanation_id = c.id
    order by c.of_id, v.reviewer, c.steps)`;
}

/** The explanations that somebody has judged, and those that a verdict of theirs has followed to, as a set of ids. */
export function answeredSql(reviewer: string): SQL {
  return sql`(
    with recursive ${BEFORE},
    answered (id, run_id, unit_index, cluster_index) as (
      select e.id, e.run_id, e.unit_index, e.cluster_index
      from verdict v join explanation e on e.id = v.explanation_id where v.reviewer = ${reviewer}
      union
      select n.id, n.run_id, n.unit_index, n.cluster_index
      from answered a join before_run b on b.previous_id = a.run_id
        join range_change g on g.run_id = b.run_id and g.from_run_id = a.run_id
          and g.from_cluster_index = a.cluster_index and g.change = 'SAME'
        join explanation n on n.run_id = g.run_id and n.unit_id = g.unit_id and n.cluster_index = g.cluster_index
          and n.unit_index = a.unit_index)
    select id from answered)`;
}
