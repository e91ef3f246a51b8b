import { isAbove, SEEDS_MIN, type Verdict } from '@strata/statistics';
import { sql } from 'drizzle-orm';
import { EXCESS_MEASURES } from '../../schema/class-estimate.ts';
import type { Store } from '../open-store.ts';

/** A value with its 95 % interval. */
export interface Estimated {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

/** A measure of a range beside untrained networks. */
export interface MeasuredExcess {
  /** Where untrained networks lie: their mean, and the band that a further one would be within. */
  readonly baseline: Estimated;
  /** By how much the run lies above them. */
  readonly excess: Estimated;
}

export interface RangeExcess {
  readonly clusterIndex: number;
  /** Units that were counted, as many of the run as of each baseline. */
  readonly n: number;
  /** Of the share that is SPECIALIZED. */
  readonly share: MeasuredExcess;
  /** Of times shuffled, as its natural logarithm; null while held-out overlaps are not computed. */
  readonly timesShuffled: MeasuredExcess | null;
}

export interface ExcessRise extends Estimated {
  readonly lowest: number;
  readonly highest: number;
  /** Units that have both ranges. */
  readonly n: number;
}

/** How a run lies above the untrained networks that it was measured against, as stored. */
export interface RunExcess {
  readonly runId: number;
  /** Untrained networks. */
  readonly seeds: number;
  /** Ascending; none with fewer than three untrained networks, and of an untrained network itself. */
  readonly ranges: readonly RangeExcess[];
  /** Of the share's excess, from the lowest range to the highest. */
  readonly rise: ExcessRise | null;
  /** Of the excess of times shuffled. */
  readonly timesShuffledRise: ExcessRise | null;
}

/** Untrained networks that are missing before anything can be said. */
export function missingSeeds({ seeds }: Pick<RunExcess, 'seeds'>): number {
  return Math.max(0, SEEDS_MIN - seeds);
}

/**
 * Whether a range is specialized beyond what untrained networks are: its share lies above their band, and so does times
 * shuffled. A share alone is no praise: where held-out overlap is not known to be above theirs, it is UNCLEAR.
 */
export function isSpecialized({ share, timesShuffled }: RangeExcess): Verdict {
  const verdict = isAbove(share.excess, 0);
  if (verdict !== 'YES') return verdict;
  return timesShuffled && isAbove(timesShuffled.excess, 0) === 'YES' ? 'YES' : 'UNCLEAR';
}

/** Whether specialization rises with the range: its excess does, and the highest range is specialized itself. */
export function excessRises({ ranges, rise }: RunExcess): Verdict | null {
  if (!rise) return null;
  const verdict = isAbove(rise, 0);
  const highest = ranges.find(({ clusterIndex }) => clusterIndex === rise.highest);
  return verdict === 'YES' && (!highest || isSpecialized(highest) !== 'YES') ? 'UNCLEAR' : verdict;
}

/** What is stored of these runs; a run that is not classified is missing. */
export async function readExcess({ db }: Store, runIds: readonly number[]): Promise<RunExcess[]> {
  const ids = sql`${sql.param([...runIds])}::bigint[]`;
  const { rows } = await db.execute<ExcessOfRun>(sql`
    select r.id::float8 as "runId",
      greatest(1, (select count(*) from run_baseline b where b.run_id = r.id))::int as seeds,
      (select json_agg(json_build_object('measure', e.measure, 'clusterIndex', e.cluster_index,
          'fromClusterIndex', e.from_cluster_index, 'n', e.n, 'value', e.value, 'lower', e.lower, 'upper', e.upper)
          order by e.cluster_index)
        from class_estimate e where e.run_id = r.id and e.measure = any(${sql.param([...EXCESS_MEASURES])}::text[])) as rows
    from run r where r.id = any(${ids}) and r.baseline_run_id is not null`);
  return rows.map(({ runId, seeds, rows: own }) => ({ runId, seeds, ...toExcess(own ?? []) }));
}

interface ExcessOfRun extends Record<string, unknown> {
  readonly runId: number;
  readonly seeds: number;
  readonly rows: readonly EstimateRow[] | null;
}

interface EstimateRow extends Estimated {
  readonly measure: (typeof EXCESS_MEASURES)[number];
  readonly clusterIndex: number;
  readonly fromClusterIndex: number | null;
  readonly n: number;
}

function toExcess(rows: readonly EstimateRow[]): Pick<RunExcess, 'ranges' | 'rise' | 'timesShuffledRise'> {
  const of = (measure: EstimateRow['measure'], clusterIndex: number): EstimateRow | undefined =>
    rows.find((row) => row.measure === measure && row.clusterIndex === clusterIndex);
  const rise = rows.find(({ measure }) => measure === 'EXCESS_RISE');
  const timesRise = rows.find(({ measure }) => measure === 'TIMES_SHUFFLED_EXCESS_RISE');
  return {
    ranges: rows
      .filter(({ measure }) => measure === 'EXCESS')
      .flatMap((excess) => {
        const { clusterIndex, n } = excess;
        const share = measured(of('BASELINE', clusterIndex), excess);
        const times = measured(of('TIMES_SHUFFLED_BASELINE', clusterIndex), of('TIMES_SHUFFLED_EXCESS', clusterIndex));
        return share ? [{ clusterIndex, n, share, timesShuffled: times }] : [];
      }),
    rise: rise ? toRise(rise) : null,
    timesShuffledRise: timesRise ? toRise(timesRise) : null,
  };
}

function measured(baseline: EstimateRow | undefined, excess: EstimateRow | undefined): MeasuredExcess | null {
  return baseline && excess ? { baseline: estimated(baseline), excess: estimated(excess) } : null;
}

function estimated({ value, lower, upper }: EstimateRow): Estimated {
  return { value, lower, upper };
}

function toRise({ clusterIndex, fromClusterIndex, n, value, lower, upper }: EstimateRow): ExcessRise {
  return { lowest: fromClusterIndex ?? clusterIndex, highest: clusterIndex, n, value, lower, upper };
}
