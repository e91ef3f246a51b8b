import { type SQL, sql } from 'drizzle-orm';
import type { RunPair } from './compared-layers.ts';

/** A range's number, twice, within the id of a compared range: more ranges than anybody asks for. */
const RANGES_MAX = 1024;

/**
 * The aligned ranges of these runs as a table: one row for every unit and range that has an explanation before or after,
 * of units that both runs have done. A range without an explanation counts as one of IoU 0: nothing matches. Ranges meet as
 * `range_change` says where that was computed, else by their number.
 * Columns: id, layer, unit_id (after), unit_index, cluster_index, from_cluster_index, status, change, kept, similarity,
 * meaning_changed, specialization_change, delta_iou, moved, before_id, after_id, before_formula_id, after_formula_id.
 */
export function comparedRangesSql(pairs: readonly RunPair[]): SQL {
  const bigints = (of: (pair: RunPair) => number) => sql`${sql.param(pairs.map(of))}::bigint[]`;
  const pair = sql`unnest(${sql.param(pairs.map(({ layer }) => layer))}::text[], ${bigints((p) => p.layerBefore)},
    ${bigints((p) => p.layerAfter)}, ${bigints((p) => p.runBefore)}, ${bigints((p) => p.runAfter)})
    as p (layer, layer_before, layer_after, run_before, run_after)`;
  const columns = sql`e.id, e.unit_id, e.unit_index, e.cluster_index, e.formula_id, e.length, e.iou, e.specialization`;
  const before = sql`(select ${columns} from explanation e where e.run_id = p.run_before)`;
  const after = sql`(select ${columns}, c.change, c.kept, c.similarity,
      case when c.run_id is null then e.cluster_index else c.from_cluster_index end as meets
    from explanation e left join range_change c on c.run_id = p.run_after and c.from_run_id = p.run_before
      and c.unit_id = e.unit_id and c.cluster_index = e.cluster_index
    where e.run_id = p.run_after)`;
  // Pair by pair, so that each run is read in the order of its units, which is how its rows lie, and joined while small.
  // A unit that only one of the runs has done says nothing about the other. Looked up for the few one-sided rows only.
  // One range that only the earlier version has may have the number of one in the later: hence two ids a number.
  // "Offset 0" has each row worked out once, and not anew wherever its status is asked for.
  return sql`(
    select unit_id * ${sql.raw(String(RANGES_MAX))} + 2 * cluster_index + (after_id is null)::int as id,
      layer, unit_id, unit_index, cluster_index, from_cluster_index, status,
      change, case when status = 'SAME' then coalesce(kept, iou) else kept end as kept,
      case when status = 'SAME' then 1 else similarity end as similarity,
      change in ('SHIFTED', 'NEW_MEANING') is true
        and ${isSteady({ run: sql`run_after`, unit: sql`unit_id`, range: sql`cluster_index` })}
        and ${isSteady({ run: sql`run_before`, unit: sql`before_unit_id`, range: sql`from_cluster_index` })}
        and ${holds(sql`after_id`)} and ${holds(sql`before_id`)} as meaning_changed,
      specialization_change, delta_iou, abs(delta_iou) as moved, before_id, after_id, before_formula_id, after_formula_id
    from (
      select *, case when status = 'SAME' then 'SAME' when status = 'CHANGED' then measured_change end as change
      from ${pair} cross join lateral (
        select coalesce(b.unit_index, a.unit_index) as unit_index, coalesce(b.cluster_index, a.cluster_index) as cluster_index,
          coalesce(a.cluster_index, b.meets) as from_cluster_index, a.unit_id as before_unit_id,
          case when a.id is not null and b.id is not null then b.unit_id
            when b.id is null then (select u.id from unit u join unit_run r on r.unit_id = u.id and r.run_id = p.run_after
              where u.layer_id = p.layer_after and u.unit_index = a.unit_index)
            else (select b.unit_id from unit u join unit_run r on r.unit_id = u.id and r.run_id = p.run_before
              where u.layer_id = p.layer_before and u.unit_index = b.unit_index) end as unit_id,
          case when a.id is null then 'APPEARED' when b.id is null then 'DISAPPEARED'
            when a.formula_id = b.formula_id then 'SAME' when a.length <> b.length then 'CHANGED'
            when ${keyOf(sql`a.formula_id`)} = ${keyOf(sql`b.formula_id`)} then 'SAME'
            else 'CHANGED' end as status,
          b.change as measured_change, b.kept, b.similarity, b.iou,
          case when a.specialization <> 'SPECIALIZED' and b.specialization = 'SPECIALIZED' then 'NEWLY_SPECIALIZED'
            when a.specialization = 'SPECIALIZED' and b.specialization <> 'SPECIALIZED' then 'LOST_SPECIALIZATION' end
            as specialization_change,
          coalesce(b.iou, 0) - coalesce(a.iou, 0) as delta_iou,
          a.id as before_id, b.id as after_id, a.formula_id as before_formula_id, b.formula_id as after_formula_id
        from ${before} a full join ${after} b on b.unit_index = a.unit_index and b.meets = a.cluster_index offset 0
      ) aligned offset 0
    ) changed where unit_id is not null
  )`;
}

/** Whether a range's formula has stayed the same in every fold of its images: then other images alone don't change it. */
function isSteady({ run, unit, range }: Readonly<Record<'run' | 'unit' | 'range', SQL>>): SQL {
  return sql`exists (select from range_floor f where f.run_id = ${run} and f.unit_id = ${unit}
    and f.cluster_index = ${range} and f.changed_folds = 0)`;
}

/** Whether an explanation is worth comparing: its grade is CLEAR or PARTLY, where one is kept. */
function holds(explanationId: SQL): SQL {
  return sql`(select coalesce(e.grade, 'CLEAR') in ('CLEAR', 'PARTLY') from explanation e
    where e.id = ${explanationId})`;
}

/** Looked up for the few ranges alone whose formulas are not one and the same, but as long. */
function keyOf(formulaId: SQL): SQL {
  return sql`(select f.key from formula f where f.id = ${formulaId})`;
}
