import type { Store } from '@strata/db';
import type { Settings } from './load.ts';

/** A run with a digest of all that it found: ranges, formulas, their numbers and their grades. */
export interface RunRows {
  readonly configHash: string;
  readonly status: string;
  readonly rows: number;
  readonly digest: string;
  readonly settings: Settings;
}

const QUERY = `
  select r.config_hash as "configHash", r.status, count(*)::int as rows, r.clusters, r.length, r.beam,
    md5(string_agg(concat_ws('|', u.unit_index, ur.outcome, c.cluster_index, c.lower, c.upper, c.bitmap_pixels, f.text,
      e.intersection, e.union_pixels, e.chance, e.visited, e.held_out_intersection, e.held_out_union, e.held_out_p,
      e.held_out_q, e.null_mean, e.null_p, e.grade), E'\\n' order by u.unit_index, c.cluster_index)) as digest
  from run r
  join unit_run ur on ur.run_id = r.id
  join unit u on u.id = ur.unit_id
  left join cluster c on c.run_id = r.id and c.unit_id = u.id
  left join explanation e on e.cluster_id = c.id
  left join formula f on f.id = e.formula_id
  group by r.id order by r.id`;

/** The runs of a database, in the order in which they were begun. */
export async function runRows({ pool }: Store): Promise<RunRows[]> {
  const { rows } = await pool.query(QUERY);
  return rows.map(({ clusters, length, beam, ...row }) => ({ ...row, settings: { clusters, length, beam } }));
}
