import { unitChanged } from '@strata/domain';
import { bootstrapMeans, type Interval } from '@strata/statistics';
import { sql } from 'drizzle-orm';
import type { Store } from '../open-store.ts';
import type { RunPair } from './compared-layers.ts';
import { comparedRangesSql } from './compared-ranges-sql.ts';

/** Of the resampling: the same comparison gives the same intervals. */
const SEED = 1;

/** A mean over units with its 95 % interval, from resampling units. */
export interface UnitMean extends Interval {
  readonly value: number;
  /** Units that it is of. */
  readonly units: number;
}

/** What is tested over the units of a comparison. */
export interface PairedUnits {
  /** Share of the ranges whose meaning other images alone would change; null where folds were not computed. */
  readonly floor: UnitMean | null;
  /** IoU after less IoU before, of ranges that are explained in both; null where there is none. */
  readonly deltaIou: UnitMean | null;
  readonly unitsChanged: UnitsChanged;
}

/** Units that mean something else, of those of which it is known. */
export interface UnitsChanged {
  readonly changed: number;
  readonly known: number;
}

interface UnitRow extends Record<string, unknown> {
  readonly floor: number | null;
  readonly deltaIou: number | null;
  /** Beyond shuffled images, of ranges of which both is known; null where there is none. */
  readonly kept: number | null;
  readonly own: number | null;
}

/**
 * The floor of a comparison, and how far IoU moved. Units are the same things measured twice, so they are what is drawn
 * anew: a unit's ranges are not independent. The floor is that of the later version: its folds' formulas beside its own.
 */
export async function readPairedUnits({ db }: Store, pairs: readonly RunPair[]): Promise<PairedUnits> {
  const runs = sql`unnest(${sql.param(pairs.map(({ layer }) => layer))}::text[],
    ${sql.param(pairs.map(({ runAfter }) => runAfter))}::bigint[]) as p (layer, run_after)`;
  const { rows } = await db.execute<UnitRow>(sql`
    select avg(f.meaning_folds::float8 / f.folds)::float8 as floor, avg(c.delta_iou)::float8 as "deltaIou",
      sum(c.kept - e.shuffled)::float8 as kept, sum(e.held_out - e.shuffled)::float8 as own
    from ${comparedRangesSql(pairs)} c join ${runs} on p.layer = c.layer
      left join range_floor f on f.run_id = p.run_after and f.unit_id = c.unit_id and f.cluster_index = c.cluster_index
      left join lateral (select held_out_intersection::float8 / nullif(held_out_union, 0) as held_out,
          shuffled_intersection::float8 / nullif(shuffled_union, 0) as shuffled
        from explanation where id = c.after_id and c.kept is not null) e on true
    where c.status in ('SAME', 'CHANGED') group by c.unit_id order by c.unit_id`);
  const columns = [rows.map(({ floor }) => floor), rows.map(({ deltaIou }) => deltaIou)] as const;
  const [floor, deltaIou] = bootstrapMeans(columns, { seed: SEED });
  return {
    floor: meanOf(columns[0], floor ?? null),
    deltaIou: meanOf(columns[1], deltaIou ?? null),
    unitsChanged: countChanged(rows),
  };
}

function meanOf(column: readonly (number | null)[], interval: Interval | null): UnitMean | null {
  const values = column.filter((value) => value !== null);
  if (values.length === 0 || !interval) return null;
  return { value: values.reduce((sum, value) => sum + value, 0) / values.length, units: values.length, ...interval };
}

function countChanged(rows: readonly UnitRow[]): UnitsChanged {
  const known = rows.flatMap(({ kept, own }) => {
    const changed = kept === null || own === null ? null : unitChanged({ kept, own });
    return changed === null ? [] : [changed];
  });
  return { changed: known.filter((changed) => changed).length, known: known.length };
}
