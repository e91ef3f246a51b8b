import { sql } from 'drizzle-orm';
import type { Transaction } from '../batches.ts';
import type { GradedFormulaUse } from './rules.ts';

/** An explanation as specialization looks at it. */
export interface ExplainedUse extends GradedFormulaUse {
  readonly explanationId: number;
  readonly unitIndex: number;
  readonly clusterIndex: number;
  /** IoU on images that did not choose it, and on such images shuffled; null while not computed. */
  readonly heldOutIou: number | null;
  readonly shuffledIou: number | null;
}

/** What a run found, by unit and range. */
export interface NetworkUses {
  /** Units that it looked at. */
  readonly units: ReadonlySet<number>;
  readonly explained: readonly ExplainedUse[];
  /** Ranges that fire where nothing is named. */
  readonly nameless: readonly { readonly unitIndex: number; readonly clusterIndex: number }[];
}

/** Reads them in the order of units and ranges. */
export async function readNetworkUses(tx: Transaction, runId: number): Promise<NetworkUses> {
  const { rows: units } = await tx.execute<{ unitIndex: number }>(sql`
    select u.unit_index as "unitIndex" from unit_run r join unit u on u.id = r.unit_id where r.run_id = ${runId}`);
  const { rows: explained } = await tx.execute<ExplainedUse & Record<string, unknown>>(sql`
    select e.id::float8 as "explanationId", e.unit_index as "unitIndex", e.cluster_index as "clusterIndex",
      f.id::float8 as "formulaId", f.text, e.grade, e.held_out_intersection::float8 / nullif(e.held_out_union, 0) as "heldOutIou",
      e.shuffled_intersection::float8 / nullif(e.shuffled_union, 0) as "shuffledIou"
    from explanation e join formula f on f.id = e.formula_id
    where e.run_id = ${runId} order by e.unit_index, e.cluster_index`);
  const { rows: nameless } = await tx.execute<{ unitIndex: number; clusterIndex: number }>(sql`
    select u.unit_index as "unitIndex", c.cluster_index as "clusterIndex" from cluster c join unit u on u.id = c.unit_id
    where c.run_id = ${runId} and c.outcome = 'NOTHING_NAMED' order by u.unit_index, c.cluster_index`);
  return { units: new Set(units.map(({ unitIndex }) => unitIndex)), explained, nameless };
}

/** The same, of these units alone. */
export function ofUnits({ explained, nameless }: NetworkUses, units: ReadonlySet<number>): NetworkUses {
  const isShared = ({ unitIndex }: { readonly unitIndex: number }) => units.has(unitIndex);
  return { units, explained: explained.filter(isShared), nameless: nameless.filter(isShared) };
}

/** The units that all of these networks have: shares depend on how many there are. */
export function sharedUnits([first, ...others]: readonly NetworkUses[]): ReadonlySet<number> {
  return new Set([...(first?.units ?? [])].filter((unit) => others.every(({ units }) => units.has(unit))));
}
