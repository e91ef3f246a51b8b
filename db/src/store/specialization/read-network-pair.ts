import { sql } from 'drizzle-orm';
import type { Store } from '../open-store.ts';
import { orStoreError } from '../store-failure.ts';
import { type NetworkUses, readNetworkUses } from './network-uses.ts';

/** What a run found, and the newest untrained one that it is measured against: itself where it is untrained. */
export interface NetworkPair {
  readonly own: NetworkUses;
  readonly baseline: NetworkUses;
}

/** Null while there is no untrained run of equal settings. */
export async function readNetworkPair(store: Store, runId: number): Promise<NetworkPair | null> {
  return orStoreError(`Reading run ${runId} and its baseline`, () =>
    store.db.transaction(async (tx) => {
      const { rows } = await tx.execute<{ id: number | null }>(
        sql`select baseline_run_id::float8 as id from run where id = ${runId}`,
      );
      const id = rows[0]?.id ?? null;
      if (id === null) return null;
      return { own: await readNetworkUses(tx, runId), baseline: await readNetworkUses(tx, id) };
    }),
  );
}
