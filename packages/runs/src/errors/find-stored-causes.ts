import { type CauseImage, type ErrorRange, findCauses, type RangedUnit, storedRange } from '@strata/compute';
import { readCauseRuns, readClusterPlaces, readRunUnits, readUnitsDone, type Store } from '@strata/db';
import { StrataError } from '@strata/domain';
import type { CacheUse } from '@strata/files';
import { ruleOf } from '../explain/stored-rule.ts';
import { noProgress, type StartProgress } from '../progress.ts';
import { chosenRun } from './chosen-run.ts';
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
  const units: RangedUnit[] = [];
  const formulas = new Map<string, string>();
  const done = await readUnitsDone(store, runId);
  for await (const unit of readRunUnits(store, { runId, units: done })) {
    const rule = ruleOf(bounds, unit);
    units.push({ unit: unit.unit, ranges: unit.ranges.map((range) => storedRange(range, rule)) });
    for (const { clusterIndex, explanation } of unit.ranges) {
      if (explanation) formulas.set(`${unit.unit} ${clusterIndex}`, explanation.formula);
    }
  }
  const line = progress('causes', 'images');
  const ranges = await findCauses(
    { ...network, layer, units, images, errors },
    { threads, seed, signal, onProgress: line.update },
  );
  line.end();
  const places = await readClusterPlaces(store, { runId, units: [...new Set(ranges.map(({ unit }) => unit))] });
  const ids = new Map(places.map(({ clusterId, unit, clusterIndex }) => [`${unit} ${clusterIndex}`, clusterId]));
  return ranges.flatMap((range) => {
    const key = `${range.unit} ${range.clusterIndex}`;
    const clusterId = ids.get(key);
    return clusterId === undefined ? [] : [{ ...range, clusterId, layer, formula: formulas.get(key) ?? null }];
  });
}
