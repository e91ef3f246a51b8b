import type { Upsampling } from '@strata/compute';
import { type KeptUnit, keepHits, storedRange } from '@strata/compute';
import { readRunInputs, readRunUnits, type Store } from '@strata/db';
import { StrataError } from '@strata/domain';
import type { CellIndex, ProbeConcept } from '@strata/probe';
import { type BoundsConfig, ruleOf } from '../explain/stored-rule.ts';
import type { StartProgress } from '../progress.ts';
import { keptPlace, openKept } from './kept-place.ts';

export interface RunHitsInputs {
  readonly runId: number;
  readonly index: CellIndex;
  /** By their position in the index. */
  readonly concepts: readonly ProbeConcept[];
  readonly activationsPath: string;
  /** Of the whole layer. */
  readonly unitCount: number;
  /** (sample) group; null: each image is a group of its own. */
  readonly groups: Uint32Array | null;
  /** Folder with the cache. */
  readonly home: string;
  readonly signal?: AbortSignal | undefined;
  readonly progress: StartProgress;
}

/**
 * Keeps what a stored run's ranges hit, unless it is kept already: then formulas are scored against all of them on the spot.
 * @throws StrataError BAD_CONFIG when they are too large to keep, DISK_FULL; StoreError; the signal's reason
 */
export async function keepRunHits(store: Store, inputs: RunHitsInputs): Promise<void> {
  const { runId, home, unitCount, signal } = inputs;
  const stored = await readRunInputs(store, runId);
  if (!stored) throw new StrataError('BAD_ID', `There is no run ${runId}.`);
  const { run, modelName, versionLabel, layerName } = stored;
  const kept = openKept(home, run);
  kept?.close();
  if (kept) return;
  // How older rows say whether bounds are closed; newer ones say it themselves.
  const config: BoundsConfig = { clusters: run.clusters, bounds: run.bounds as BoundsConfig['bounds'], given: false };
  const units: KeptUnit[] = [];
  const all = Array.from({ length: unitCount }, (_, unit) => unit);
  for await (const unit of readRunUnits(store, { runId, units: all })) {
    const rule = ruleOf(config, unit);
    const ranges = unit.ranges.map((range) => ({
      clusterIndex: range.clusterIndex,
      range: storedRange(range, rule),
      pixels: range.bitmapPixels,
    }));
    units.push({ unit: unit.unit, ranges });
  }
  const line = inputs.progress('hits to score formulas with', 'units');
  const { index, concepts, activationsPath, groups } = inputs;
  const upsampling = run.upsampling as Upsampling;
  const about = `${modelName} ${versionLabel} ${layerName}`;
  await keepHits(
    keptPlace(home, run.configHash),
    { index, concepts, activationsPath, units, upsampling, groups, about },
    { signal, onProgress: line.update },
  );
  line.end();
}
