import { DEFAULT_CONFIG } from '@strata/compute';
import { readRunInputs, type Store } from '@strata/db';
import { DatasetError, StrataError } from '@strata/domain';
import type { CacheUse } from '@strata/files';
import type { ImageSource, LayoutRequest, Preprocessing } from '@strata/onnx';
import type { CellIndex, ProbeDataset } from '@strata/probe';
import { storedLayout, storedPreprocessing } from '../explain/stored-feed.ts';
import { openStoredInputs } from '../explain/stored-inputs.ts';
import type { BoundsConfig } from '../explain/stored-rule.ts';
import type { StartProgress } from '../progress.ts';
import { findModel } from '../registry/registry.ts';

/** A run's network on this machine, and what it made of the images. */
export interface RunNetwork {
  readonly modelPath: string;
  readonly preprocessing: Preprocessing;
  readonly request: LayoutRequest | undefined;
  readonly activationsPath: string;
  /** Closed. */
  readonly dataset: ProbeDataset;
  readonly index: CellIndex;
  /** How the run's ranges were bounded. */
  readonly bounds: BoundsConfig;
  /** Where a sample's image lies. @throws DatasetError when it has none */
  readonly imagePath: (sample: number) => ImageSource;
}

export interface RunNetworkOptions {
  /** Folder with cache and registry. */
  readonly home: string;
  readonly use: CacheUse;
  readonly threads: number;
  readonly signal?: AbortSignal | undefined;
  readonly progress: StartProgress;
}

/**
 * Finds the network and the activations of a stored run.
 * @throws StrataError BAD_CONFIG when the run was made from activations alone, SETUP_FAILED when an input is not known here
 */
export async function openRunNetwork(store: Store, runId: number, options: RunNetworkOptions): Promise<RunNetwork> {
  const { stored, feed, activations, dataset, index } = await openRunActivations(store, runId, options);
  const { run } = stored;
  if (stored.source === 'ACTIVATIONS') {
    throw new StrataError('BAD_CONFIG', 'Causes need the network: this version was explained from activations alone.');
  }
  const place = await findModel(stored.contentSha256, { home: options.home, preprocessing: feed.preprocessing });
  return {
    modelPath: place.path,
    preprocessing: place.preprocessing,
    request: feed.layout ?? place.request,
    activationsPath: activations.path,
    dataset,
    index,
    bounds: { clusters: run.clusters, bounds: run.bounds as BoundsConfig['bounds'], given: false },
    imagePath: (sample) => imageOf(dataset.samples[sample], sample),
  };
}

/**
 * Finds the activations of a stored run, and the dataset that they are of.
 * @throws StrataError BAD_ID when there is no such run, SETUP_FAILED when an input is not known here
 */
export async function openRunActivations(store: Store, runId: number, options: RunNetworkOptions) {
  const stored = await readRunInputs(store, runId);
  if (!stored) throw new StrataError('BAD_ID', `There is no run ${runId}.`);
  const feed = { preprocessing: storedPreprocessing(stored.run), layout: storedLayout(stored.run) };
  // Of the configuration only ranges count here, and those are stored.
  const inputs = await openStoredInputs({ ...stored, ...feed, config: DEFAULT_CONFIG }, options);
  return { stored, feed, ...inputs };
}

function imageOf(
  sample: { readonly key: string; readonly imagePath: string | null; readonly upright?: boolean } | undefined,
  index: number,
): ImageSource {
  const { key = `${index}`, imagePath = null, upright = false } = sample ?? {};
  if (imagePath !== null) return { path: imagePath, upright };
  throw new DatasetError(`${key}: expected an image to run the model on, found none. Leave out --causes.`, {
    context: { sample: index },
  });
}
