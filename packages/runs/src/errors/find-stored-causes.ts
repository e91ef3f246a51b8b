import { type CauseImage, type ErrorRange, findCauses } from '@strata/compute';
import type { Store } from '@strata/db';
import type { CacheUse } from '@strata/files';
import { noProgress, type StartProgress } from '../progress.ts';
import { chosenRun } from './chosen-run.ts';
import { clusterIdsOf, readRangedUnits } from './ranged-units.ts';
import { openRunNetwork } from './run-network.ts';

export interface StoredCausesOptions {
  readonly modelVersionId: number;
  readonly probeDatasetId: number;
  /** Null: the version's only layer on the dataset. */
  readonly layer: string | null;
  readonly images: readonly CauseImage[];
  /** (unit of count) 1 where it is an error. */
  readonly errors: Uint8Array;
  readonly home: string;
  readonly use: CacheUse;
  readonly threads: number;
  readonly seed?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly progress?: StartProgress | undefined;
}

/** A range, and where it and what it responds to are stored. */
export interface StoredErrorRange extends ErrorRange {
  readonly clusterId: number;
  readonly layer: string;
  /** Null where nothing named lies there. */
  readonly formula: string | null;
}

/**
 * Which ranges of a stored layer fire on errors more than on successes of the same class, and which of them cause errors.
 * @throws StrataError BAD_CONFIG when the layer is not explained on the dataset, or which of several is meant isn't said;
 * SETUP_FAILED when an input is not known on this machine; what running the network throws
 */
export async function findStoredCauses(store: Store, options: StoredCausesOptions): Promise<StoredErrorRange[]> {
  const { images, errors, home, use, threads, seed, signal, progress = noProgress } = options;
  const { runId, layer } = await chosenRun(store, { ...options, flag: '--causes' });
  const { bounds, ...network } = await openRunNetwork(store, runId, { home, use, threads, signal, progress });
  const { units, formulaOf } = await readRangedUnits(store, runId, bounds);
  const line = progress('causes', 'images');
  const ranges = await findCauses(
    { ...network, layer, units, images, errors },
    { threads, seed, signal, onProgress: line.update },
  );
  line.end();
  const idOf = await clusterIdsOf(store, { runId, units: ranges.map(({ unit }) => unit) });
  return ranges.flatMap((range) => {
    const clusterId = idOf(range);
    return clusterId === undefined ? [] : [{ ...range, clusterId, layer, formula: formulaOf(range) }];
  });
}
