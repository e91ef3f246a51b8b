import type { Store } from '@strata/db';
import { StrataError } from '@strata/domain';
import { keepRunHits, type RunHitsInputs } from './keep-run-hits.ts';

/**
 * Keeps a run's hits where there is room for them. The run is complete without: what can't be kept is said, and scoring a
 * formula says what to do.
 * @throws StoreError when the database fails; the signal's reason
 */
export async function keepHitsIfPossible(store: Store, inputs: RunHitsInputs): Promise<void> {
  try {
    await keepRunHits(store, inputs);
  } catch (error) {
    inputs.signal?.throwIfAborted();
    const isRoom = error instanceof StrataError && ['BAD_CONFIG', 'DISK_FULL', 'SETUP_FAILED'].includes(error.code);
    if (!isRoom) throw error;
    const line = inputs.progress('hits to score formulas with', 'units');
    line.note(error.message);
    line.end('not kept');
  }
}
