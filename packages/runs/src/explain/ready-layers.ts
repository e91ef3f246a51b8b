import { join } from 'node:path';
import { checkSearch, conceptTables, type ExplainConfig } from '@strata/compute';
import { StrataError } from '@strata/domain';
import type { CacheUse } from '@strata/files';
import type { CellIndex, ProbeDataset } from '@strata/probe';
import { noProgress, type StartProgress } from '../progress.ts';
import { type ActivationsFrom, type ReadyActivations, readyActivations } from './activations-from.ts';

export interface LayersRequest {
  /** May be closed already; its images must still be there. */
  readonly dataset: ProbeDataset;
  /** Of the dataset. */
  readonly index: CellIndex;
  /** Of the dataset, as `indexProbe` counts them, to be stored with it. Default null: not looked for. */
  readonly nearDuplicates?: number | null | undefined;
  readonly from: ActivationsFrom;
  /** Names of tensors; the model runs once for all. Of a file of activations, one name to be stored. */
  readonly layers: readonly string[];
  /** Chooses a layer's units once their number is known; default all. */
  readonly chooseUnits?: ((unitCount: number, layer: string) => number[]) | undefined;
  readonly config: ExplainConfig;
  /** Folder with the cache and the registry of where content lies: `cache` and `registry` in it. */
  readonly home: string;
  /** Holds what is used of the cache. Default not held. */
  readonly use?: CacheUse | undefined;
  /** Default 1. */
  readonly threads?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Default shown nowhere. */
  readonly progress?: StartProgress | undefined;
}

/** A layer that can be explained. */
export interface ReadyLayer {
  readonly activations: ReadyActivations;
  /** To be explained, ascending. */
  readonly units: readonly number[];
}

/**
 * Makes layers ready: checks that the search can be made before the network runs, records or finds their activations,
 * and chooses their units, of all before any is explained.
 * @throws StrataError BAD_CONFIG for a search that can't be made, BAD_SHAPE when the activations are not of the dataset,
 * and what running the model throws
 */
export async function readyLayers(request: LayersRequest): Promise<ReadyLayer[]> {
  const { dataset, index, config, home, chooseUnits, threads = 1, progress = noProgress } = request;
  checkSearch({ tables: conceptTables(index), concepts: dataset.concepts, config });
  const ready = await readyActivations({ ...request, cacheDir: join(home, 'cache'), threads, progress });
  return ready.map((activations) => {
    requireSamples(activations, dataset);
    const { unitCount, layer } = activations;
    const units = chooseUnits?.(unitCount, layer) ?? Array.from({ length: unitCount }, (_, unit) => unit);
    return { activations, units };
  });
}

function requireSamples({ path, sampleCount }: ReadyActivations, dataset: ProbeDataset): void {
  if (sampleCount === dataset.samples.length) return;
  throw new StrataError(
    'BAD_SHAPE',
    `${path}: expected ${dataset.samples.length} samples as in ${dataset.root}, found ${sampleCount}. ` +
      'Record the activations on this dataset, in its order.',
    { context: { file: path } },
  );
}
