import { ATLAS_METHOD, DEFAULT_CONFIG, findStoredProfiles, storedRange, type Upsampling } from '@strata/compute';
import {
  readAtlasState,
  readRunInputs,
  readRunUnits,
  readUnitsWithoutProfile,
  type Store,
  writeProfiles,
} from '@strata/db';
import { StrataError } from '@strata/domain';
import { CacheUse } from '@strata/files';
import { noProgress, type StartProgress } from '../../progress.ts';
import { storedLayout, storedPreprocessing } from '../stored-feed.ts';
import { openStoredInputs } from '../stored-inputs.ts';
import { type BoundsConfig, ruleOf } from '../stored-rule.ts';
import { keepAtlas } from './keep-atlas.ts';

export interface PlaceStoredOptions {
  readonly runId: number;
  /** Folder with cache and registry. */
  readonly home: string;
  /** Default 1. */
  readonly threads?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Default shown nowhere. */
  readonly progress?: StartProgress | undefined;
}

/**
 * Places a stored run's ranges on the map, as far as that is missing: what they fire on is counted again, from the run's
 * activations in the cache, or by running its network again.
 * @throws StrataError SETUP_FAILED when an input of the run is not known on this machine or has changed; what running the
 * network throws; StoreError; the signal's reason
 * @returns how many units were counted again
 */
export async function placeStored(
  store: Store,
  { runId, home, threads = 1, signal, progress = noProgress }: PlaceStoredOptions,
): Promise<number> {
  const stored = await readRunInputs(store, runId);
  if (!stored) throw new StrataError('BAD_ID', `There is no run ${runId}.`);
  const missing = await readUnitsWithoutProfile(store, runId);
  if (missing.length === 0 && (await readAtlasState(store, { runId, method: ATLAS_METHOD })).upToDate) return 0;
  const { run } = stored;
  const use = new CacheUse();
  try {
    const inputs = await openStoredInputs(
      // Of the configuration only ranges count here, and those are stored.
      { ...stored, preprocessing: storedPreprocessing(run), layout: storedLayout(run), config: DEFAULT_CONFIG },
      { home, use, threads, signal, progress },
    );
    const { index, dataset, activations } = inputs;
    const config: BoundsConfig = { clusters: run.clusters, bounds: run.bounds as BoundsConfig['bounds'], given: false };
    const units: Parameters<typeof findStoredProfiles>[0]['units'][number][] = [];
    for await (const unit of readRunUnits(store, { runId, units: missing })) {
      const rule = ruleOf(config, unit);
      const ranges = unit.ranges.map((range) => {
        return { clusterIndex: range.clusterIndex, range: storedRange(range, rule) };
      });
      units.push({ unit: unit.unit, ranges });
    }
    const line = progress('what ranges fire on', 'units');
    const upsampling = run.upsampling as Upsampling;
    await findStoredProfiles(
      { index, activationsPath: activations.path, upsampling, units },
      {
        signal,
        onProgress: line.update,
        write: (profiles) => writeProfiles(store, { runId, profiles }),
      },
    );
    line.end();
    await keepAtlas(store, { runId, index, concepts: dataset.concepts, signal });
    return units.length;
  } finally {
    await use.release();
  }
}
