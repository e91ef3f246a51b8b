import { controlsApart, isAbove, type PairedCounts, pairedDifference, type Verdict } from '@strata/statistics';
import { sql } from 'drizzle-orm';
import type { Store } from '../open-store.ts';
import { type Estimated, isSpecialized, type RunExcess, readExcess } from './read-excess.ts';

/** Two runs of one family and a range of theirs. */
export interface ExcessChangeKey {
  readonly fromRunId: number;
  readonly toRunId: number;
  readonly clusterIndex: number;
}

/** How the specialized share of a range differs between two versions. */
export interface ExcessChange extends ExcessChangeKey {
  /** Units that have the range in both. */
  readonly n: number;
  /** Of the same units twice. */
  readonly difference: Estimated;
  /** By how much two untrained networks may differ, 0–1. */
  readonly untrainedDifference: number;
  /**
   * Whether it rose: YES or NO where the interval leaves out 0 and two untrained networks differ by less, and what rose
   * is specialized after, what fell before.
   */
  readonly rose: Verdict;
}

/** The changes between runs that are both measured against three untrained networks or more; others are missing. */
export async function readExcessChanges(store: Store, keys: readonly ExcessChangeKey[]): Promise<ExcessChange[]> {
  const excesses = new Map(
    (await readExcess(store, [...new Set(keys.flatMap(({ fromRunId, toRunId }) => [fromRunId, toRunId]))])).map(
      (one) => [one.runId, one],
    ),
  );
  const counts = await readPairs(store, keys);
  return keys.flatMap((key) => {
    const [from, to] = [excesses.get(key.fromRunId), excesses.get(key.toRunId)];
    const pair = counts.find(
      (one) => one.fromRunId === key.fromRunId && one.toRunId === key.toRunId && one.clusterIndex === key.clusterIndex,
    );
    return from && to && pair ? changeOf({ key, from, to, pair }) : [];
  });
}

interface PairRow extends ExcessChangeKey, PairedCounts, Record<string, unknown> {}

async function readPairs({ db }: Store, keys: readonly ExcessChangeKey[]): Promise<readonly PairRow[]> {
  const ids = (read: (key: ExcessChangeKey) => number) => sql.param(keys.map(read));
  const { rows } = await db.execute<PairRow>(sql`
    select k.a::float8 as "fromRunId", k.b::float8 as "toRunId", k.at as "clusterIndex",
      count(*) filter (where f.s and t.s)::int as both, count(*) filter (where f.s and not t.s)::int as "onlyFirst",
      count(*) filter (where not f.s and t.s)::int as "onlySecond", count(*) filter (where not f.s and not t.s)::int as neither
    from unnest(${ids(({ fromRunId }) => fromRunId)}::bigint[], ${ids(({ toRunId }) => toRunId)}::bigint[],
      ${ids(({ clusterIndex }) => clusterIndex)}::int[]) as k (a, b, at)
    join lateral (select unit_index, specialization = 'SPECIALIZED' as s from explanation
      where run_id = k.a and cluster_index = k.at and specialization is not null) f on true
    join lateral (select unit_index, specialization = 'SPECIALIZED' as s from explanation
      where run_id = k.b and cluster_index = k.at and specialization is not null) t on t.unit_index = f.unit_index
    group by k.a, k.b, k.at`);
  return rows;
}

interface Compared {
  readonly key: ExcessChangeKey;
  readonly from: RunExcess;
  readonly to: RunExcess;
  readonly pair: PairRow;
}

function changeOf({ key, from, to, pair }: Compared): ExcessChange[] {
  const [before, after] = [from, to].map(({ ranges }) =>
    ranges.find(({ clusterIndex }) => clusterIndex === key.clusterIndex),
  );
  if (!before || !after) return [];
  const { both, onlyFirst, onlySecond, neither } = pair;
  const { difference: value, lower, upper } = pairedDifference({ both, onlyFirst, onlySecond, neither });
  const apart = (excess: Estimated, { seeds }: RunExcess) =>
    controlsApart({ reach: (excess.upper - excess.lower) / 2, seeds });
  const untrainedDifference = Math.max(apart(before.share.excess, from), apart(after.share.excess, to));
  const verdict = Math.abs(value) > untrainedDifference ? isAbove({ lower, upper }, 0) : 'UNCLEAR';
  const learnt = isSpecialized(verdict === 'NO' ? before : after) === 'YES';
  const n = both + onlyFirst + onlySecond + neither;
  const { fromRunId, toRunId, clusterIndex } = key;
  const difference = { value, lower, upper };
  return [{ fromRunId, toRunId, clusterIndex, n, difference, untrainedDifference, rose: learnt ? verdict : 'UNCLEAR' }];
}
