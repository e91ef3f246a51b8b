import { type SQL, sql } from 'drizzle-orm';
import type { Store } from '../open-store.ts';
import type { RunPair } from './compared-layers.ts';

/** How many units of a layer two runs have looked at: a comparison is about those that both have. */
export interface ComparedUnits {
  /** Whole layer. */
  readonly unitCount: number;
  readonly before: number;
  readonly after: number;
  readonly both: number;
}

/** The units of a comparison, pair by pair, in the order given. */
export async function readComparedUnits({ db }: Store, pairs: readonly RunPair[]): Promise<ComparedUnits[]> {
  const done = (run: SQL) =>
    sql`select u.unit_index from unit_run r join unit u on u.id = r.unit_id where r.run_id = ${run}`;
  const count = (units: SQL) => sql`(select count(*)::int from (${units}) done)`;
  const { rows } = await db.execute(sql`
    select l.unit_count as "unitCount", ${count(done(sql`p.run_before`))} as before, ${count(done(sql`p.run_after`))} as after,
      ${count(sql`${done(sql`p.run_before`)} intersect ${done(sql`p.run_after`)}`)} as both
    from ${runPairsSql(pairs)} join layer l on l.id = p.layer_after order by p.place`);
  return rows as unknown as ComparedUnits[];
}

/** These pairs as a table p (layer_before, layer_after, run_before, run_after, place). */
function runPairsSql(pairs: readonly RunPair[]): SQL {
  const bigints = (of: (pair: RunPair) => number) => sql`${sql.param(pairs.map(of))}::bigint[]`;
  return sql`unnest(${bigints((p) => p.layerBefore)}, ${bigints((p) => p.layerAfter)}, ${bigints((p) => p.runBefore)},
    ${bigints((p) => p.runAfter)}) with ordinality as p (layer_before, layer_after, run_before, run_after, place)`;
}

/**
 * How a run of each pair uses concepts in its units that the other run has done, too: a table p as `concept_point`, from
 * it where both have done all the other has, else counted from the explanations. Units are null where those of the two runs
 * have nothing to do with each other: then all of each.
 */
export function sharedConceptPoints(
  pairs: readonly RunPair[],
  { units, by }: { readonly units: readonly ComparedUnits[] | null; readonly by: 'before' | 'after' },
): SQL {
  const runs = pairs.map(({ runBefore, runAfter }, at) => {
    const [own, other] = by === 'before' ? [runBefore, runAfter] : [runAfter, runBefore];
    return { own, other, isWhole: !units || units[at]?.both === units[at]?.[by] };
  });
  const whole = runs.filter(({ isWhole }) => isWhole).map(({ own }) => own);
  const parts = runs.filter(({ isWhole }) => !isWhole);
  const ids = (list: readonly number[]) => sql`${sql.param([...list])}::bigint[]`;
  return sql`(
    select concept_id, n, best_iou, best_explanation_id from concept_point
    where not negated and run_id = any(${ids(whole)})
    union all
    select c.concept_id, count(*), max(e.iou), (array_agg(e.id order by e.iou desc, e.unit_index))[1]
    from unnest(${ids(parts.map(({ own }) => own))}, ${ids(parts.map(({ other }) => other))}) as r (own, other)
    join unit_run d on d.run_id = r.other join unit u on u.id = d.unit_id
    join explanation e on e.run_id = r.own and e.unit_index = u.unit_index
    join formula_concept c on c.formula_id = e.formula_id and not c.negated
    group by r.own, c.concept_id
  ) p`;
}
